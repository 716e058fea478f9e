"""What has no companion is refused in a sentence that says why."""

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import numpy as np
from sklearn.compose import ColumnTransformer
from sklearn.dummy import DummyClassifier
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.impute import KNNImputer
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.multioutput import MultiOutputClassifier
from sklearn.pipeline import make_pipeline
from sklearn.svm import SVC

from switchyard_compile.converters import converter_of
from switchyard_compile.converters.scikit_learn import class_names
from switchyard_compile.converters.scikit_learn.fitness import check_fitness
from switchyard_compile.inputs import Column, Inputs
from switchyard_compile.model_folder import ModelFolder, first_line
from switchyard_compile.refused import Refused
from switchyard_compile.requirements import needed, not_installed

TABLE = Inputs([Column("x", "float64")])
CUBE = Inputs([Column("0", "float64")], [-1, 2, 2], "float64")
ARRAY = Inputs([Column("0", "float64")], [-1, 1], "float64")
PROPHET = "flavors:\n  python_function:\n    loader_module: mlflow.prophet\n"
UNLOADABLE = """\
flavors:
  python_function: {loader_module: mlflow.sklearn, model_path: model.pkl, predict_fn: predict}
  sklearn: {pickled_model: model.pkl, serialization_format: pickle, sklearn_version: 1.9.1}
signature: {inputs: '[{"type": "double", "name": "x", "required": true}]', outputs: null, params: null}
"""
ROWS, TARGET = [[0.0], [1.0], [2.0]], ["no", "yes", "no"]


class FitnessTest(unittest.TestCase):
    """Models that read their table otherwise than a graph does are known."""

    def test_they_are_refused_with_what_to_do(self) -> None:
        transformer = ColumnTransformer([("x", "passthrough", [0])]).fit(ROWS)
        for model, inputs, why in (
            (make_pipeline(CountVectorizer(), LinearRegression()), TABLE, 'ColumnTransformer\\(\\[\\("text"'),
            (make_pipeline(make_pipeline(CountVectorizer())), TABLE, "vectorizer"),
            (make_pipeline(KNNImputer(), LinearRegression()), TABLE, "SimpleImputer"),
            (LinearRegression(), CUBE, "3 dimensions"),
            (make_pipeline(transformer, LinearRegression()), ARRAY, "log it with columns"),
        ):
            with self.assertRaisesRegex(Refused, why):
                check_fitness(model, inputs)

    def test_all_others_pass(self) -> None:
        check_fitness(make_pipeline(LinearRegression()), TABLE)
        check_fitness(make_pipeline(CountVectorizer(), LinearRegression()), ARRAY)


class ClassNamesTest(unittest.TestCase):
    """Names of classes stand in the order of their probabilities."""

    def test_classifiers_with_probabilities_have_them(self) -> None:
        self.assertEqual(class_names(LogisticRegression().fit(ROWS, TARGET)), ["no", "yes"])
        self.assertEqual(class_names(DummyClassifier().fit(ROWS, [7, 3, 7])), ["3", "7"])

    def test_what_has_no_probabilities_or_many_answers_has_none(self) -> None:
        many = MultiOutputClassifier(DummyClassifier()).fit(ROWS, np.array([TARGET, TARGET]).T)
        for model in (LinearRegression(), SVC().fit(ROWS, TARGET), many):
            self.assertIsNone(class_names(model))


class ProgramTest(unittest.TestCase):
    """The program's last line says what came of it."""

    def run_with(self, mlmodel: str) -> subprocess.CompletedProcess[bytes]:
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "MLmodel").write_text(mlmodel)
            (Path(folder) / "model.pkl").write_bytes(b"cabsent_module\nThing\n.")
            command = ["-m", "switchyard_compile", "--model", folder, "--output", f"{folder}/out"]
            env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
            ended = subprocess.run([sys.executable, *command], env=env, capture_output=True)
            self.assertFalse((Path(folder) / "out").exists())
            return ended

    def last_line(self, mlmodel: str) -> dict[str, str]:
        ended = self.run_with(mlmodel)
        self.assertEqual(ended.returncode, 0)
        return json.loads(ended.stdout.splitlines()[-1])

    def test_a_module_that_the_model_misses_is_no_refusal(self) -> None:
        """Refusals are kept, and this one would end once the module is there."""
        ended = self.run_with(UNLOADABLE)
        self.assertEqual(ended.returncode, 1)
        self.assertNotIn(b"refused", ended.stdout)
        last = ended.stderr.splitlines()[-1]
        self.assertRegex(last, b"^absent_module is not .*: pip install absent_module$")

    def test_a_flavor_without_a_converter_is_refused_by_name(self) -> None:
        told = self.last_line(PROPHET)["refused"]
        self.assertRegex(told, "mlflow.prophet have no converter to ONNX; there is one for sklearn")

    def test_a_description_that_cannot_be_read_is_refused(self) -> None:
        self.assertRegex(self.last_line("flavors: [")["refused"], "MLmodel cannot be read")


class SentencesTest(unittest.TestCase):
    """Refusals name the thing and the fact."""

    def test_a_model_without_a_signature_is_told_how_to_get_one(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "MLmodel").write_text(PROPHET.replace("prophet", "sklearn"))
            read = ModelFolder.read(Path(folder))
        self.assertTrue(hasattr(converter_of(read), "convert"))
        with self.assertRaisesRegex(Refused, "signature= or input_example="):
            _ = read.signature

    def test_what_is_not_installed_is_named_as_pip_knows_it(self) -> None:
        told = str(not_installed("sklearn.linear_model"))
        self.assertRegex(told, "^scikit-learn is not .*: pip install scikit-learn$")
        with self.assertRaisesRegex(Refused, "pip install nowhere_at_all$"):
            needed("nowhere_at_all")

    def test_errors_of_libraries_are_told_without_their_colours_and_advice(self) -> None:
        told = first_line(ValueError("\x1b[31mno shape\x1b[0m You may raise an issue at https://x\nmore"))
        self.assertEqual(told, "ValueError: no shape")
        self.assertLessEqual(len(first_line(ValueError("x" * 1000))), 400)


if __name__ == "__main__":
    unittest.main()
