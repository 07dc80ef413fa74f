"""The engines that the contract is held against: each gets the same rows as its own frame."""

import os
import re
import shutil
import subprocess
import warnings

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from tests.contract.rows import make_versions

ENGINES = ("pyarrow", "polars", "polars lazy", "pandas", "pandas on arrow", "duckdb", "spark")
OLDEST_JAVA = 17


def java_version():
    """Give the major version of the Java that is there, 0 if none is."""
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=f"{home}/bin" if home else None)
    if not java:
        return 0
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(\d+)', said)
    return int(found.group(1)) if found else 0


@pytest.fixture(scope="session")
def spark():
    """One small, quiet Spark on this machine; its session's clock is none of ours on purpose."""
    version = java_version()
    if version < OLDEST_JAVA:
        found = f"Java {version} is found" if version else "no Java is found"
        pytest.skip(f"Spark needs Java {OLDEST_JAVA} or later, {found}: nothing was run on Spark")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pyspark.sql import SparkSession

        settings = {
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.log.level": "ERROR",
            "spark.driver.memory": "600m",
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.sql.shuffle.partitions": "1",
            "spark.sql.session.timeZone": "Asia/Tokyo",
            "spark.sql.execution.arrow.pyspark.enabled": "true",
            # Compiling a plan takes longer than running it over some hundred rows.
            "spark.sql.codegen.wholeStage": "false",
            "spark.sql.codegen.factoryMode": "NO_CODEGEN",
            "spark.sql.adaptive.enabled": "false",
            "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
        }
        builder = SparkSession.builder.master("local[1]").appName("nightout contract")
        for name, value in settings.items():
            builder = builder.config(name, value)
        session = builder.getOrCreate()
    yield session
    session.stop()


@pytest.fixture(scope="session")
def versions():
    """Some hundred versions of incidents, with everything that has ever told engines apart."""
    return make_versions(np.random.default_rng(20261126))


@pytest.fixture(scope="session", params=ENGINES, ids=lambda name: name.replace(" ", "-"))
def on_engine(request, tmp_path_factory):
    """Turn an Arrow table into the frame of one engine."""
    name = request.param
    if name == "spark":
        session, folder = request.getfixturevalue("spark"), tmp_path_factory.mktemp("spark")
        return lambda table: as_spark(session, folder, table)
    return lambda table: as_frame(name, table)


def as_frame(name, table):
    if name == "pyarrow":
        return table
    if name == "polars":
        return pl.from_arrow(table)
    if name == "polars lazy":
        return pl.from_arrow(table).lazy()
    if name == "pandas":
        # Plain pandas: whole numbers with gaps are floats, missing text is None.
        return table.to_pandas()
    if name == "pandas on arrow":
        return table.to_pandas(types_mapper=pd.ArrowDtype)
    return duckdb.connect().from_arrow(table)


def as_spark(session, folder, table):
    """By way of a file, as Spark reads tables: moments without a zone stay without one."""
    import pyarrow.parquet as pq

    path = folder / f"{len(list(folder.iterdir()))}.parquet"
    pq.write_table(table, path)
    return session.read.parquet(str(path))


def same(one: pa.Table, other: pa.Table):
    """Whether two tables hold the same rows, in whatever order and types."""
    return sorted(map(str, one.to_pylist())) == sorted(map(str, other.to_pylist()))
