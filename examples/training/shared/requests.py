"""The requests of the transcripts: good ones in every form, and many bad ones.

A picture is half a megabyte of JSON, so its place in a body is held by a name in quotes, such as "<<gradient>>";
`filled` puts the numbers there.
"""

import json
from collections.abc import Iterator

import numpy as np

Request = tuple[str, str, str]
JSON, CSV = "application/json", "text/csv"

IRIS = ["sepal_length", "sepal_width", "petal_length", "petal_width"]
ABALONE = ["sex", "length", "diameter", "height", "whole_weight", "shucked_weight", "viscera_weight", "shell_weight"]
ROWS = {
    "iris": (IRIS, [[5.1, 3.5, 1.4, 0.2], [6.7, 3.1, 4.4, 1.4], [6.3, 3.3, 6.0, 2.5]]),
    "abalone": (
        ABALONE,
        [
            ["M", 0.455, 0.365, 0.095, 0.514, 0.2245, 0.101, 0.15],
            ["I", 0.33, 0.255, 0.08, 0.205, 0.0895, 0.0395, 0.055],
            ["F", 0.53, 0.42, 0.135, 0.677, 0.2565, 0.1415, 0.21],
        ],
    ),
    "topic-classification": (
        ["text"],
        [
            ["New chip doubles battery life of phones"],
            ["Striker scores twice as United win the cup final"],
            ["Oil prices fall as shares on Wall Street slip"],
        ],
    ),
    "sentiment-analysis": (
        ["text"],
        [["I love this phone"], ["The worst flight of my life"], ["The meeting starts at noon on Monday"]],
    ),
}
TEXTS = [
    "",
    "   ",
    "!!! ... ???",
    "Café crème, naïve ÉCOLE und Straße",
    "日本 の 首都 東京",
    "😀 great game 🎉",
    "UPPER lower MiXeD",
    "tabs\tand\nnew\r\nlines",
    'she said "no", it\'s 3.5% & <b>bold</b>',
    "# hash #tag @user http://example.org/a?b=c",
    "word " * 400,
    "a b c d",
    "und_er_score and-hyphen",
]


def dump(value: object) -> str:
    """Write JSON; NaN and Infinity come out bare, as Python clients send them."""
    return json.dumps(value, ensure_ascii=False)


def requests_for(name: str) -> Iterator[Request]:
    """List the requests for one model."""
    if name == "catdog":
        yield from pictures()
        return
    columns, rows = ROWS[name]
    yield from good(columns, rows)
    yield from bad_envelopes(columns, rows)
    yield from bad_columns(columns, rows)
    if columns == ["text"]:
        yield from texts()
    else:
        yield from numbers(columns, rows)


def csv(columns: list[str], rows: list[list]) -> str:
    """Write CSV, quoting text."""
    lines = [",".join(columns)]
    lines += [",".join(f'"{v}"' if isinstance(v, str) else str(v) for v in row) for row in rows]
    return "\n".join(lines) + "\n"


def good(columns: list[str], rows: list[list]) -> Iterator[Request]:
    """Every form a client may use, one row and several."""
    records = [dict(zip(columns, row, strict=True)) for row in rows]
    by_column = {column: [row[i] for row in rows] for i, column in enumerate(columns)}
    backwards = [row[::-1] for row in rows]
    bodies = {
        "dataframe_split, one row": {"dataframe_split": {"columns": columns, "data": rows[:1]}},
        "dataframe_split, three rows": {"dataframe_split": {"columns": columns, "data": rows}},
        "dataframe_split with index": {"dataframe_split": {"columns": columns, "index": [7, 8, 9], "data": rows}},
        "dataframe_split, columns in another order": {"dataframe_split": {"columns": columns[::-1], "data": backwards}},
        "dataframe_records, one row": {"dataframe_records": records[:1]},
        "dataframe_records, three rows": {"dataframe_records": records},
        "instances of records": {"instances": records},
        "instances of rows": {"instances": rows},
        "inputs by column": {"inputs": by_column},
        "inputs by column, one row as scalars": {"inputs": records[0]},
        "inputs of records": {"inputs": records},
        "inputs of rows": {"inputs": rows},
        "instances of first values": {"instances": [row[0] for row in rows]},
        "inputs of first values": {"inputs": [row[0] for row in rows]},
        "params without a params schema": {"dataframe_records": records, "params": {"temperature": 0.5}},
        "params that are no object": {"dataframe_records": records, "params": [1]},
        "another top-level key": {"dataframe_records": records, "signature_name": "serving_default"},
    }
    for what, body in bodies.items():
        yield what, JSON, dump(body)
    yield "charset in the content type", "application/json; charset=utf-8", dump(bodies["dataframe_records, one row"])
    yield "CSV", CSV, csv(columns, rows)
    yield "CSV, columns in another order", CSV, csv(columns[::-1], backwards)
    yield "CSV with charset", "text/csv; charset=UTF-8", csv(columns, rows[:1])


def bad_envelopes(columns: list[str], rows: list[list]) -> Iterator[Request]:
    """Bodies that are wrong before any column is looked at."""
    one = {"columns": columns, "data": rows[:1]}
    text = dump({"dataframe_split": one})
    yield "empty body", JSON, ""
    yield "broken JSON", JSON, text[:-2]
    yield "text after the JSON", JSON, text + " x"
    yield "JSON null", JSON, "null"
    yield "JSON array", JSON, dump(rows)
    yield "JSON string", JSON, '"dataframe_split"'
    yield "empty object", JSON, "{}"
    yield "unknown key", JSON, dump({"data": rows})
    yield "two keys", JSON, dump({"dataframe_split": one, "instances": rows})
    yield "dataframe_split is a list", JSON, dump({"dataframe_split": rows})
    yield "dataframe_split is null", JSON, dump({"dataframe_split": None})
    yield "dataframe_split without data", JSON, dump({"dataframe_split": {"columns": columns}})
    yield "dataframe_split without columns", JSON, dump({"dataframe_split": {"data": rows}})
    yield "dataframe_split with an unknown key", JSON, dump({"dataframe_split": {**one, "dtype": "x"}})
    yield "dataframe_split, no rows", JSON, dump({"dataframe_split": {"columns": columns, "data": []}})
    yield (
        "dataframe_split, row too long",
        JSON,
        dump({"dataframe_split": {"columns": columns, "data": [rows[0] + [1]]}}),
    )
    yield (
        "dataframe_split, second row too short",
        JSON,
        dump({"dataframe_split": {"columns": columns, "data": [rows[0], rows[1][:-1]]}}),
    )
    yield (
        "dataframe_split, index too short",
        JSON,
        dump({"dataframe_split": {"columns": columns, "index": [1], "data": rows}}),
    )
    yield "dataframe_records is an object", JSON, dump({"dataframe_records": dict(zip(columns, rows[0], strict=True))})
    yield "dataframe_records of rows", JSON, dump({"dataframe_records": rows})
    yield "dataframe_records, empty list", JSON, dump({"dataframe_records": []})
    yield "dataframe_records, empty record", JSON, dump({"dataframe_records": [{}]})
    yield "instances, empty list", JSON, dump({"instances": []})
    yield "instances is null", JSON, dump({"instances": None})
    yield "instances is an object", JSON, dump({"instances": dict(zip(columns, rows[0], strict=True))})
    yield "instances, ragged rows", JSON, dump({"instances": [rows[0], [rows[0][0], 1]]})
    yield "inputs, empty list", JSON, dump({"inputs": []})
    yield "inputs, empty object", JSON, dump({"inputs": {}})
    yield "inputs is null", JSON, dump({"inputs": None})
    yield "inputs is a scalar", JSON, dump({"inputs": rows[0][0]})
    yield "inputs, ragged rows", JSON, dump({"inputs": [rows[0], [rows[0][0], 1]]})
    yield "inputs too deep", JSON, dump({"inputs": [[rows]]})
    yield "content type text/plain", "text/plain", text
    yield "content type application/xml", "application/xml", text
    yield "content type in capitals", "Application/JSON", text
    yield "charset latin-1", "application/json; charset=latin-1", text
    yield "unknown content type parameter", "application/json; version=1", text
    yield "CSV, empty body", CSV, ""
    yield "CSV, header only", CSV, ",".join(columns) + "\n"
    yield "CSV without header", CSV, csv(columns, rows).split("\n", 1)[1]
    yield "CSV, rows of different lengths", CSV, csv(columns, rows) + "1,2,3,4,5,6,7,8,9,10,11\n"


def bad_columns(columns: list[str], rows: list[list]) -> Iterator[Request]:
    """Envelopes that are right around columns that are not."""
    record = dict(zip(columns, rows[0], strict=True))
    last = columns[-1]

    def both(what: str, changed: dict) -> Iterator[Request]:
        yield f"{what}, records", JSON, dump({"dataframe_records": [changed]})
        yield f"{what}, inputs", JSON, dump({"inputs": {key: [value] for key, value in changed.items()}})
        yield f"{what}, instances", JSON, dump({"instances": [changed]})

    yield from both("wrong column name", {f"{k}_x" if k == last else k: v for k, v in record.items()})
    yield from both("capital column name", {k.upper(): v for k, v in record.items()})
    if len(columns) > 1:
        yield from both("missing column", {k: v for k, v in record.items() if k != last})
        yield from both("two missing columns", dict(list(record.items())[:-2]))
    yield from both("extra column", {**record, "extra": 1})
    yield from both("null value", {**record, last: None})
    yield from both("NaN value", {**record, last: float("nan")})
    yield from both("list value", {**record, last: [record[last]]})
    yield from both("object value", {**record, last: {"a": 1}})
    yield from both("boolean value", {**record, last: True})
    yield from both("whole number value", {**record, last: 3})
    yield from both("text value", {**record, last: "many"})
    yield from both("numeric text value", {**record, last: "1.5"})
    yield (
        "key missing in the second record",
        JSON,
        dump({"dataframe_records": [record, {k: v for k, v in record.items() if k != last}]}),
    )
    yield (
        "columns of different lengths",
        JSON,
        dump({"inputs": {k: [v] * (2 if k == last else 1) for k, v in record.items()}}),
    )
    yield (
        "the same column twice",
        JSON,
        dump({"dataframe_split": {"columns": [*columns, last], "data": [[*rows[0], rows[0][-1]]]}}),
    )
    yield "CSV, wrong column", CSV, csv([*columns[:-1], "other"], rows)
    yield "CSV, extra column", CSV, csv([*columns, "other"], [[*row, 1] for row in rows])
    yield "CSV, empty value", CSV, csv(columns, rows) + "," * (len(columns) - 1) + "\n"
    yield "CSV, text in the last column", CSV, csv(columns, [[*rows[0][:-1], "many"]])


def texts() -> Iterator[Request]:
    """Texts that tokenizers disagree about."""
    yield "difficult texts", JSON, dump({"instances": TEXTS})
    for number, text in enumerate(TEXTS, 1):
        yield f"difficult text {number}", JSON, dump({"dataframe_records": [{"text": text}]})
    yield "escaped characters", JSON, '{"instances": ["caf\\u00e9 \\ud83d\\ude00 \\u0000 \\t \\" news"]}'
    yield "number among texts", JSON, dump({"instances": ["a text", 5]})
    yield "null among texts", JSON, dump({"instances": ["a text", None]})
    yield "null among texts, split", JSON, dump({"dataframe_split": {"columns": ["text"], "data": [["a"], [None]]}})
    yield "a list of lists of one text", JSON, dump({"instances": [["one"], ["two"]]})
    yield "a list of lists of two texts", JSON, dump({"instances": [["one", "two"]]})
    yield "a bare text", JSON, dump({"inputs": "a text"})
    yield "split with bare texts", JSON, dump({"dataframe_split": {"columns": ["text"], "data": ["one", "two"]}})
    yield "CSV with commas and quotes", CSV, 'text\n"shares, ""bonds"" and gold"\nplain words\n'
    yield "CSV with NA words", CSV, "text\nNA\nnull\nnan\nNone\nfootball\n"
    yield "CSV with numbers", CSV, "text\n1\n2.5\ntrue\n"
    yield "CSV with blank lines", CSV, "text\n\nfootball\n\nshares\n"


def numbers(columns: list[str], rows: list[list]) -> Iterator[Request]:
    """Numbers at the edges of double, and large batches."""
    for what, value in {
        "zero": 0,
        "negative": -1.5,
        "huge": 1e300,
        "tiny": 5e-324,
        "beyond float32": 1e39,
        "beyond double": float("inf"),
        "large whole number": 2**63,
        "negative zero": -0.0,
    }.items():
        yield f"number: {what}", JSON, dump({"dataframe_split": {"columns": columns, "data": [[*rows[0][:-1], value]]}})
        yield (
            f"number: {what}, inputs",
            JSON,
            dump({"inputs": {c: [value if c == columns[-1] else v] for c, v in zip(columns, rows[0], strict=True)}}),
        )
    yield (
        "exponent beyond double",
        JSON,
        dump({"dataframe_split": {"columns": columns, "data": [rows[0]]}}).replace(str(rows[0][-1]), "1e400"),
    )
    yield "sixty rows", JSON, dump({"dataframe_split": {"columns": columns, "data": rows * 20}})
    yield "CSV with null words", CSV, csv(columns, [[*rows[0][:-1], "NA"]]).replace('"NA"', "NA")
    yield "CSV with spaces", CSV, csv(columns, rows[:1]).replace(",", ", ")
    yield "CSV with whole numbers", CSV, csv(columns, [[v if isinstance(v, str) else 1 for v in rows[0]]])
    yield "CSV with carriage returns", CSV, csv(columns, rows).replace("\n", "\r\n")
    if columns[0] == "sex":
        for value in ("X", "", "m", " M", None, 1, True):
            yield (
                f"sex: {value!r}",
                JSON,
                dump({"dataframe_split": {"columns": columns, "data": [[value, *rows[0][1:]]]}}),
            )
            yield (
                f"sex: {value!r}, inputs",
                JSON,
                dump({"inputs": {c: [value if c == "sex" else v] for c, v in zip(columns, rows[0], strict=True)}}),
            )


def picture(name: str) -> np.ndarray:
    """Make the picture a placeholder stands for."""
    y, x, channel = np.indices((224, 224, 3))
    gradient = (3 * x + 5 * y + 70 * channel) % 256
    return {
        "<<gradient>>": gradient,
        "<<flat gradient>>": gradient.reshape(-1),
        "<<gradient and a half>>": gradient + 0.5,
        "<<black>>": np.zeros_like(gradient),
        "<<white>>": np.full_like(gradient, 255),
        "<<short gradient>>": gradient[:223],
        "<<grey gradient>>": gradient[:, :, :1],
    }[name]


def filled(body: str) -> str:
    """Put numbers in the place of placeholders."""
    while '"<<' in body:
        start = body.index('"<<')
        end = body.index('>>"', start) + 3
        body = body[:start] + json.dumps(picture(body[start + 1 : end - 1]).tolist()) + body[end:]
    return body


def pictures() -> Iterator[Request]:
    """Pictures in every form, and what is no picture."""
    one, two, small = ["<<gradient>>"], ["<<gradient>>", "<<black>>"], [[[[1, 2, 3]]]]
    bodies = {
        "inputs, one picture": {"inputs": one},
        "inputs, two pictures": {"inputs": two},
        "inputs, white": {"inputs": ["<<white>>"]},
        "inputs by name": {"inputs": {"image": two}},
        "inputs by name and another": {"inputs": {"image": one, "other": [1]}},
        "inputs by a wrong name": {"inputs": {"picture": one}},
        "instances, two pictures": {"instances": two},
        "instances of records": {"instances": [{"image": picture} for picture in two]},
        "inputs of records": {"inputs": [{"image": picture} for picture in two]},
        "dataframe_split of pictures": {"dataframe_split": {"columns": ["image"], "data": [one]}},
        "dataframe_split of flat pictures": {
            "dataframe_split": {"columns": ["image"], "data": [["<<flat gradient>>"]]}
        },
        "dataframe_records of flat pictures": {"dataframe_records": [{"image": "<<flat gradient>>"}]},
        "params without a params schema": {"inputs": one, "params": {"top": 1}},
        "numbers with a fraction": {"inputs": ["<<gradient and a half>>"]},
        "a picture without the batch": {"inputs": "<<gradient>>"},
        "a row short": {"inputs": ["<<short gradient>>"]},
        "one channel": {"inputs": ["<<grey gradient>>"]},
        "pictures of two sizes": {"inputs": ["<<gradient>>", "<<short gradient>>"]},
        "a flat picture": {"inputs": ["<<flat gradient>>"]},
        "too small": {"inputs": small},
        "too small, by name": {"inputs": {"image": small}},
        "too small, instances": {"instances": small},
        "two keys": {"inputs": small, "instances": small},
        "unknown key": {"pictures": small},
        "empty object": {},
        "inputs, empty list": {"inputs": []},
        "inputs, empty object": {"inputs": {}},
        "inputs by name, empty list": {"inputs": {"image": []}},
        "inputs is null": {"inputs": None},
        "inputs is a number": {"inputs": 3},
        "inputs is text": {"inputs": "cat.jpg"},
        "a number too large": {"inputs": [[[[256, 2, 3]]]]},
        "a negative number": {"inputs": [[[[-1, 2, 3]]]]},
        "a null": {"inputs": [[[[None, 2, 3]]]]},
        "a NaN": {"inputs": [[[[float("nan"), 2, 3]]]]},
        "a text": {"inputs": [[[["x", 2, 3]]]]},
        "a numeric text": {"inputs": [[[["1", 2, 3]]]]},
        "a boolean": {"inputs": [[[[True, 2, 3]]]]},
        "ragged": {"inputs": [[[[1, 2, 3], [1, 2]]]]},
        "dataframe_split of numbers": {"dataframe_split": {"columns": ["a", "b"], "data": [[1, 2]]}},
        "dataframe_split of texts": {"dataframe_split": {"columns": ["image"], "data": [["cat.jpg"]]}},
        "dataframe_split, no rows": {"dataframe_split": {"columns": ["image"], "data": []}},
        "dataframe_records, empty list": {"dataframe_records": []},
        "dataframe_records of another column": {"dataframe_records": [{"picture": 1}]},
    }
    for what, body in bodies.items():
        yield what, JSON, dump(body)
    yield "empty body", JSON, ""
    yield "broken JSON", JSON, '{"inputs": [[[[1, 2, 3]]]'
    yield "JSON array", JSON, "[[[[1, 2, 3]]]]"
    yield "JSON null", JSON, "null"
    yield "CSV", CSV, "image\n1\n"
    yield "content type text/plain", "text/plain", '{"inputs": []}'
    yield "content type image/jpeg", "image/jpeg", "no picture"
