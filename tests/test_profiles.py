"""Profiles: the built-in ones, and the errors of invalid files."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from govreport import ProfileError
from govreport.cli.app import app
from govreport.profiles import Part, load, names, profile_of

ONE = 'name = "one"\n[[parts]]\nname = "甲"\nnames = ["甲"]\n'
WRONG = {
    "no TOML": ("name =", "Invalid value"),
    "no name": ('[[parts]]\nname = "甲"\nnames = ["甲"]', "name is missing"),
    "no parts": ('name = "one"', "[[parts]]"),
    "parts that are not tables": ('name = "one"\nparts = ["甲"]', "[[parts]]"),
    "parts that are a table": ('name = "one"\n[parts]\nname = "甲"', "[[parts]]"),
    "a key that is unknown": (f'{ONE}word = ["乙"]', "'parts[0].word'"),
    "a key of the whole that is unknown": (f'names = ["乙"]\n{ONE}', "'names'"),
    "words that are a text": (f'{ONE}words = "乙"', "parts[0].words"),
    "an empty word": (f'{ONE}words = [""]', "parts[0].words"),
    "a name that is a number": ("name = 1", "name is 1"),
    "an empty name": ('name = ""', "name is ''"),
    "a flag that is a text": (f'{ONE}required = "no"', "parts[0].required is 'no'"),
    "a part without words": (f'{ONE}[[parts]]\nname = "乙"', "the part 乙"),
    "two parts of one name": (ONE + ONE.partition("\n")[2], "same name"),
}


def test_every_shipped_profile_loads_under_its_name() -> None:
    assert "fazhi" in names()
    for name in names():
        profile = load(name)
        assert profile.name == name
        assert profile.title
        assert profile.source
        assert all(part.rule for part in profile.parts)


def test_no_word_identifies_two_parts_in_the_same_way() -> None:
    for name in names():
        words = [word for part in load(name).parts for word in (*part.names, *part.words, *part.hints)]
        assert len(words) == len(set(words))


def test_a_custom_file(tmp_path: Path) -> None:
    file = tmp_path / "one.toml"
    file.write_text(ONE, encoding="utf-8")
    assert load(file) == load(str(file)) == profile_of(file)
    assert load(file).parts == (Part("甲", names=("甲",)),)


@pytest.mark.parametrize("wrong", WRONG)
def test_errors_in_a_file_are_reported(wrong: str, tmp_path: Path) -> None:
    text, word = WRONG[wrong]
    file = tmp_path / "wrong.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ProfileError) as raised:
        load(file)
    assert word in raised.value.problem
    assert raised.value.name == str(file)


def test_a_file_that_is_not_text(tmp_path: Path) -> None:
    file = tmp_path / "bytes.toml"
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(ProfileError, match="utf-8"):
        load(file)
    with pytest.raises(ProfileError, match="No such file"):
        load(tmp_path / "missing.toml")


def test_the_command_takes_a_name_or_a_file(tmp_path: Path) -> None:
    file, text = tmp_path / "one.toml", tmp_path / "report.txt"
    file.write_text(ONE, encoding="utf-8")
    text.write_text("报告\n一、甲\n正文。\n二、存在的不足\n正文。\n某市人民政府\n2025年1月6日\n", encoding="utf-8")
    run = CliRunner().invoke
    assert run(app, ["check", "--profile", str(file), str(text)]).exit_code == 0
    assert run(app, ["check", "--profile", "fazhi", str(text)]).stdout.count(" GR501 ") == 3
    wrong = run(app, ["check", "--profile", "fa", str(text)])
    assert wrong.exit_code == 2
    assert "unknown profile" in wrong.output
