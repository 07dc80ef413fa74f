"""Whether Spark can run is asked of Java itself, so that the run can say why it did not."""

import pytest

from tests.contract.conftest import java_version


@pytest.mark.parametrize(
    ("said", "version"),
    [('openjdk version "17.0.15" 2025-04-15', 17), ('java version "1.8.0_392"', 1), ("what?", 0)],
)
def test_the_version_is_that_of_the_java_that_is_found(tmp_path, monkeypatch, said, version):
    java = tmp_path / "java"
    java.write_text(f"#!/bin/sh\necho '{said}' >&2\n")
    java.chmod(0o755)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    assert java_version() == version


def test_without_java_there_is_no_version(tmp_path, monkeypatch):
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert java_version() == 0
