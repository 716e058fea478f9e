"""Models of columns: every type alone and beside others, composite types, names, and parameters."""

import datetime
from collections.abc import Iterator

import numpy as np
from mlflow.types import ColSpec, ParamSchema, ParamSpec
from mlflow.types.schema import AnyType, Array, DataType, Map, Object, Property, SparkMLVector
from onnx import helper

from parity.sample import Sample, column_list, columns, graph, identity, tensor, tensors

# Column types, and the NumPy types of the frames that they become.
SCALARS = {
    "boolean": "bool",
    "integer": "int32",
    "long": "int64",
    "float": "float32",
    "double": "float64",
    "string": "string",
}
MANY = dict(zip(("flag", "small", "big", "ratio", "exact", "text"), SCALARS, strict=True))
# No JSON has such a value, and MLflow has an AnyType be optional.
NEVER_REQUIRED = ("datetimes", "anything")
XY = {"x": ("float64", ["n"]), "y": ("float64", ["n"])}


def optional(type_: object, name: str) -> ColSpec:
    """Describe a column that may be missing."""
    return ColSpec(type_, name, required=False)


def singles() -> Iterator[Sample]:
    """Each type alone, named or not, in a graph of a single input, which takes the whole frame."""
    for type_, dtype in SCALARS.items():
        alone = identity({"c": (dtype, ["n", "m"])}, {"c": "y"})
        yield Sample(f"single-{type_}-cs", alone, columns(c=type_))
        yield Sample(f"single-{type_}-unnamed-cs", alone, column_list([ColSpec(type_)]))
        yield Sample(f"single-{type_}-optional-cs", alone, column_list([optional(type_, "c")]))
    mixed = identity({"c": ("string", ["n", "m"])}, {"c": "y"})
    yield Sample("mixed-as-text-cs", mixed, columns(**MANY))
    yield Sample("datetime-as-text-cs", mixed, columns(when="datetime", text="string"))
    yield Sample("unnamed-mixed-cs", mixed, column_list([ColSpec("double"), ColSpec("long"), ColSpec("string")]))
    numbers = identity({"c": ("float64", ["n", "m"])}, {"c": "y"})
    yield Sample("widened-cs", numbers, columns(a="double", b="integer", c="float"))
    yield Sample("boolean-and-double-cs", numbers, columns(a="boolean", b="double"))
    yield Sample("long-and-double-cs", numbers, columns(a="double", b="long"))


def strings() -> Iterator[Sample]:
    """Texts."""
    yield Sample("string-cs", identity({"text": ("string", ["n", 1])}), columns(text="string"))
    yield Sample("string-unnamed-cs", identity({"text": ("string", ["n", 1])}), column_list([ColSpec("string")]))
    both = {"first": ("string", ["n"]), "second": ("string", ["n"])}
    yield Sample("string-two-cs", identity(both), columns(first="string", second="string"))
    yield Sample("string-two-ns", identity(both))


def many() -> Iterator[Sample]:
    """Every scalar type at once."""
    made = identity({name: (SCALARS[type_], ["n"]) for name, type_ in MANY.items()})
    yield Sample("many-types-cs", made, columns(**MANY))
    yield Sample("many-types-ts", made, tensors(*[tensor(SCALARS[type_], (-1,), name) for name, type_ in MANY.items()]))
    # With pandas 3, MLflow cannot hand a column of texts to a graph of several inputs.
    numbers = {name: type_ for name, type_ in MANY.items() if type_ != "string"}
    made = identity({name: (SCALARS[type_], ["n"]) for name, type_ in numbers.items()})
    yield Sample("many-numbers-ns", made)
    yield Sample("many-numbers-cs", made, columns(**numbers))
    specs = [ColSpec(type_, name) for name, type_ in numbers.items()]
    more = [optional(type_, f"maybe_{type_}") for type_ in (*SCALARS, "binary", "datetime")]
    required = [ColSpec("datetime", "when"), ColSpec("binary", "blob"), ColSpec("string", "text")]
    yield Sample("many-types-optional-cs", made, column_list([*specs, *more, *required]))


def beside() -> Iterator[Sample]:
    """Columns that the graph does not take, beside two that it does."""
    numbers = [ColSpec("double", name) for name in XY]
    inner = Object([Property("k", DataType.string), Property("n", DataType.long, required=False)])
    whole = [Property(name, DataType[name], required=name in ("long", "string")) for name in (*SCALARS, "datetime")]
    arrays = {
        "doubles": Array(DataType.double),
        "longs": Array(DataType.long),
        "strings": Array(DataType.string),
        "nested": Array(Array(DataType.double)),
        "booleans": Array(DataType.boolean),
        "datetimes": Array(DataType.datetime),
        "vector": SparkMLVector(),
    }
    objects = {
        "flat": Object([*whole, Property("blob", DataType.binary, required=False)]),
        "deep": Object([Property("inner", inner), Property("list", Array(DataType.long), required=False)]),
        "several": Array(inner),
    }
    maps = {"counts": Map(DataType.long), "series": Map(Array(DataType.double))}
    families = {
        "datetime": {"when": "datetime"},
        "binary": {"blob": "binary"},
        "array": arrays,
        "object": objects,
        "map": maps,
        "any": {"anything": AnyType()},
    }
    for family, types in families.items():
        more = [optional(type_, f"maybe_{name}") for name, type_ in types.items()]
        more += [ColSpec(type_, name) for name, type_ in types.items() if name not in NEVER_REQUIRED]
        yield Sample(f"{family}-cs", identity(XY), column_list([*numbers, *more]))
    texts = {"value": ("string", ["n"]), "x": ("float64", ["n"])}
    cells = {"array": Array(DataType.double), "object": inner, "map": Map(DataType.long), "binary": DataType.binary}
    for name, type_ in {**cells, "any": AnyType()}.items():
        specs = [ColSpec(type_, "value", required=name != "any"), ColSpec("double", "x")]
        yield Sample(f"{name}-as-text-cs", identity(texts), column_list(specs))


def names() -> Iterator[Sample]:
    """Names that JSON, CSV, Python and JavaScript treat in ways of their own."""
    odd = ["a b", "a.b", 'say "x"', "it's", "größe", " ", "a,b", "back\\slash", "line\nbreak", "😀", "A B", "a b "]
    words = ["inputs", "columns", "params", "data", "index", "instances", "dataframe_split", "predictions", "name"]
    traps = ["__proto__", "constructor", "toString", "10", "9", "01", "-1", "length"]
    for family, each in {"odd": odd, "envelope": words, "trap": traps}.items():
        made = identity({name: ("float64", ["n"]) for name in each}, {name: f"{name}_" for name in each})
        yield Sample(f"{family}-names-cs", made, columns(**dict.fromkeys(each, "double")))
        yield Sample(f"{family}-names-ns", made)
        yield Sample(f"{family}-names-ts", made, tensors(*[tensor("float64", (-1,), name) for name in each]))
        plain = {f"x{index}": name for index, name in enumerate(each)}
        yield Sample(f"{family}-outputs-ns", identity(dict.fromkeys(plain, ("float64", ["n"])), plain))
    number = identity(dict.fromkeys(("10", "2"), ("float64", ["n"])), {"10": "9", "2": "1"})
    yield Sample("number-names-ns", number)
    yield Sample("number-names-cs", number, columns(**{"10": "double", "2": "double"}))


def parameters() -> ParamSchema:
    """Describe a parameter of every type and list."""
    moment = datetime.datetime(2020, 1, 2, 3, 4, 5)
    defaults = {
        "boolean": [True, False],
        "integer": [1, 2],
        "long": [3, 4],
        "float": [0.5, 1.5],
        "double": [0.1, 1e300],
        "string": ["x", "é"],
        "datetime": [moment, moment],
    }
    specs = [ParamSpec(name, name, values[0]) for name, values in defaults.items()]
    specs += [ParamSpec(f"{name}s", name, values, (-1,)) for name, values in defaults.items()]
    specs += [ParamSpec(f"no_{name}", name, None) for name in defaults if name != "datetime"]
    options = Object([Property("k", DataType.string), Property("n", DataType.long, required=False)])
    return ParamSchema([*specs, ParamSpec("empty", "double", [], (-1,)), ParamSpec("options", options, {"k": "v"})])


def params() -> Iterator[Sample]:
    """Parameters, which ONNX models take and leave alone."""
    yield Sample("params-cs", identity(XY), columns(parameters(), x="double", y="double"))
    large = ParamSchema([ParamSpec("k", "long", 9007199254740993)])  # which no double holds
    yield Sample("params-large-cs", identity(XY), columns(large, x="double", y="double"))
    one = identity({"x": ("float32", ["n", 2])}, {"x": "y"})
    yield Sample("params-ts", one, tensors(tensor("float32", (-1, 2)), params=parameters()))
    input_ = identity({"input": ("string", ["n", 1])}, {"input": "y"})
    yield Sample("params-input-cs", input_, columns(parameters(), input="string"))


def wide() -> Iterator[Sample]:
    """Many columns."""
    made = graph(
        [helper.make_node("ReduceSum", ["x", "axis"], ["y"], keepdims=1)],
        {"x": ("float32", ["n", 60])},
        {"y": ("float32", ["n", 1])},
        {"axis": np.array([1])},
    )
    yield Sample("wide-cs", made, columns(**{f"c{index}": "double" for index in range(60)}))


def samples() -> Iterator[Sample]:
    """All of them."""
    for family in (singles, strings, many, beside, names, params, wide):
        yield from family()
