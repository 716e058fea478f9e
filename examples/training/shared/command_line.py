"""The options of the training scripts, and where the public data sets come from."""

import argparse
from collections.abc import Callable
from pathlib import Path

REGISTRY = Path(__file__).resolve().parents[2] / "registry"

DATA_HELP = """\
--data names a folder that holds the data sets:

  tabular/iris_{train,test}.csv      UCI Iris
  tabular/abalone_{train,test}.csv   UCI Abalone
  topic/{train,test}.csv             AG News, HuffPost and Inshorts headlines
  sentiment/{train,test}.csv         NewsMTSC, FinancialPhraseBank, SST, airline tweets, VADER, SemEval-2017
  catdog/{train,test}/{cat,dog}/     Kaggle Dogs vs. Cats

The data are not part of this repository. README.md tells where each set was published and how it was prepared.
"""


def parser(description: str) -> argparse.ArgumentParser:
    """Make a parser with --data."""
    made = argparse.ArgumentParser(
        description=description, epilog=DATA_HELP, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    made.add_argument("--data", type=Path, required=True, help="folder of the data sets, see below")
    return made


def run(train: Callable, description: str) -> None:
    """Run one training script by itself: write its model directories, register nothing."""
    made = parser(description)
    made.add_argument("--out", type=Path, required=True, help="folder that receives the model directories")
    options = made.parse_args()
    for sample in train(options.data, options.out):
        print(f"{sample.folder}: {sample.metrics}")
