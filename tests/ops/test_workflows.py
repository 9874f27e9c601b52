"""Lints the GitHub workflows, and runs what can be run of them here.

    python tests/ops/test_workflows.py
"""

from __future__ import annotations

import argparse
import json
import os
import re
import stat
import subprocess
import sys
import tempfile
import unittest
from fnmatch import fnmatch
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
TOOLS = ROOT / "build" / "tools" / "ops" / "bin"
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
sys.path.insert(0, str(ROOT / "tests"))


def workflow(name: str) -> dict:
    return yaml.safe_load((ROOT / ".github" / "workflows" / f"{name}.yml").read_text("utf-8"))


class LintTest(unittest.TestCase):
    def lint(self, *command: str | Path) -> None:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=1800)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_zizmor(self) -> None:
        self.lint(TOOLS / "zizmor", "--offline", "--persona=auditor", ROOT / ".github")

    def test_actions_are_pinned_with_their_versions(self) -> None:
        used = [line for file in WORKFLOWS for line in file.read_text("utf-8").splitlines() if "uses:" in line]
        self.assertTrue(used)
        for line in used:
            self.assertRegex(line, r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")

    def test_one_pin_for_each_action(self) -> None:
        pins: dict[str, set[str]] = {}
        for file in WORKFLOWS:
            for owner, pin in re.findall(r"uses: ([\w-]+/[\w-]+)[\w/-]*@(.*)", file.read_text("utf-8")):
                pins.setdefault(owner, set()).add(pin)
        self.assertEqual({action: found for action, found in pins.items() if len(found) > 1}, {})


class CiTest(unittest.TestCase):
    def test_every_suite_runs(self) -> None:
        import suites

        matrix = workflow("ci")["jobs"]["test"]["strategy"]["matrix"]["include"]
        named = sorted(suite for entry in matrix if "machine" not in entry for suite in entry["suites"].split())
        self.assertEqual(named, sorted(suite.name for suite in suites.SUITES), "ci.yml must name every suite of tests/suites.py once")
        self.assertEqual([(entry["machine"], entry["suites"]) for entry in matrix if "machine" in entry], [("ubuntu-24.04-arm", "release")])


class ComponentsTest(unittest.TestCase):
    """What a release contains is listed, kept and looked up."""

    WORKFLOW = workflow("components")

    def test_runs_for_changes_and_every_day(self) -> None:
        # YAML 1.1 reads the key `on` as true.
        self.assertEqual(set(self.WORKFLOW[True]), {"pull_request", "push", "schedule"})
        self.assertRegex(self.WORKFLOW[True]["schedule"][0]["cron"], r"^\d+ \d+ \* \* \*$")

    def test_the_list_is_kept_and_scanned(self) -> None:
        steps = self.WORKFLOW["jobs"]["scan"]["steps"]
        written = [word for step in steps for word in step.get("run", "").split() if word.endswith(".cdx.json")]
        kept = [step["with"]["path"] for step in steps if step.get("uses", "").startswith("actions/upload-artifact@")]
        scanned = [step["with"] for step in steps if step.get("uses", "").startswith("anchore/scan-action@")]
        self.assertEqual((written, kept, [given["sbom"] for given in scanned]), (["sbom.cdx.json"],) * 3)
        self.assertTrue(scanned[0]["fail-build"])

    def test_a_release_is_published_after_its_lists_were_scanned(self) -> None:
        jobs = workflow("release")["jobs"]
        (scanned,) = [step["with"] for step in jobs["scan"]["steps"] if step.get("uses", "").startswith("anchore/scan-action@")]
        self.assertTrue(scanned["fail-build"])
        self.assertEqual(jobs["scan"]["strategy"]["matrix"]["arch"], [entry["arch"] for entry in jobs["build"]["strategy"]["matrix"]["include"]])
        self.assertEqual(jobs["scan"]["permissions"], {"contents": "read"})
        self.assertIn("scan", jobs["publish"]["needs"])

    def test_a_package_is_scanned_before_there_are_credentials_to_deploy_it(self) -> None:
        arch = subprocess.run([ROOT / "scripts" / "default_architecture"], check=True, capture_output=True, text=True, timeout=60).stdout.strip()
        steps = workflow("deploy-aws")["jobs"]["deploy"]["steps"]
        kinds = [step.get("uses", step.get("run", "")).partition("@")[0] for step in steps]
        order = ["scripts/package --arch " + arch, "anchore/scan-action", "aws-actions/configure-aws-credentials"]
        self.assertEqual([kind for kind in kinds if kind in order], order)
        scanned = steps[kinds.index("anchore/scan-action")]["with"]
        self.assertEqual((scanned["sbom"], scanned["fail-build"]), (f"build/package/{arch}/sbom.cdx.json", True))

    def test_a_deployments_image_has_its_origin_and_its_list_signed_beside_it(self) -> None:
        steps = workflow("deploy-aws")["jobs"]["deploy"]["steps"]
        (scanned,) = [step["with"]["sbom"] for step in steps if step.get("uses", "").startswith("anchore/scan-action@")]
        attested = [step["with"] for step in steps if step.get("uses", "").startswith("actions/attest@")]
        image = {
            "subject-name": "${{ steps.image.outputs.name }}", "subject-digest": "${{ steps.image.outputs.digest }}",
            "push-to-registry": True, "create-storage-record": False,
        }
        self.assertEqual(attested, [image, {**image, "sbom-path": scanned}])

    def test_the_image_is_the_one_that_was_deployed(self) -> None:
        (find,) = [step for step in workflow("deploy-aws")["jobs"]["deploy"]["steps"] if step.get("id") == "image"]
        registry = "123456789012.dkr.ecr.eu-north-1.amazonaws.com"
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "build").mkdir()
            (folder / "build" / "deployment-info-dev.json").write_text(json.dumps({"image": f"{registry}/phoney", "package": "sha256:12"}))
            for tool, script in (("aws", "echo registry-password"), ("docker", f'echo "$@" >"{folder}/asked"; cat >>"{folder}/asked"')):
                (folder / tool).write_text(f"#!/bin/sh\n{script}\n")
                (folder / tool).chmod(0o755)
            output = folder / "output"
            environment = {"PATH": f"{folder}:{os.environ['PATH']}", "GITHUB_OUTPUT": str(output), "STAGE": "dev"}
            subprocess.run(["bash", "-eo", "pipefail", "-c", find["run"]], cwd=folder, env=environment, check=True, timeout=60)
            self.assertEqual(output.read_text(), f"name={registry}/phoney\ndigest=sha256:12\n")
            self.assertEqual((folder / "asked").read_text(), f"login --username AWS --password-stdin {registry}\nregistry-password\n")

    def test_a_deployment_keeps_the_list_of_its_package(self) -> None:
        steps = workflow("deploy-aws")["jobs"]["deploy"]["steps"]
        (kept,) = [step["with"]["path"] for step in steps if step.get("uses", "").startswith("actions/upload-artifact@")]
        self.assertIn("build/package/*/sbom.cdx.json", kept.split())


class DependabotTest(unittest.TestCase):
    def test_every_kind_of_dependency_is_watched(self) -> None:
        updates = yaml.safe_load((ROOT / ".github" / "dependabot.yml").read_text("utf-8"))["updates"]
        watched = {(entry["package-ecosystem"], folder.strip("/")) for entry in updates for folder in entry.get("directories", [entry.get("directory")])}
        tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True, timeout=60).stdout.splitlines()
        kinds = {"package.json": "npm", "requirements.txt": "pip", "Dockerfile": "docker", "go.mod": "gomod", "Cargo.toml": "cargo", "pom.xml": "maven"}
        for file in map(Path, tracked):
            kind = kinds.get(file.name)
            # bench/peers: other libraries, in the versions that the benchmark's table names.
            if kind and not file.is_relative_to("bench/peers"):
                with self.subTest(str(file)):
                    folders = [folder for one, folder in watched if one == kind]
                    self.assertTrue(any(fnmatch(str(file.parent), folder or ".") for folder in folders), f"dependabot.yml has no {kind} for {file.parent}")


class DeployTest(unittest.TestCase):
    JOBS = workflow("deploy-aws")["jobs"]

    def run_step(self, step: dict, **environment: str) -> tuple[int, str, str]:
        """The exit code, output and GITHUB_OUTPUT of a step's script."""
        with tempfile.NamedTemporaryFile("r") as output:
            done = subprocess.run(
                ["bash", "-e", "-c", step["run"]], capture_output=True, text=True,
                env={"PATH": os.environ["PATH"], "GITHUB_OUTPUT": output.name, **environment}, timeout=1800,
            )
            return done.returncode, done.stdout + done.stderr, output.read()

    def test_branches_and_stages(self) -> None:
        choose = self.JOBS["stage"]["steps"][0]
        cases = [("main", "", "prod"), ("staging", "", "staging"), ("develop", "", "dev"), ("main", "dev", "dev"), ("feature", "staging", "staging")]
        for branch, chosen, stage in cases:
            with self.subTest(branch=branch, chosen=chosen):
                self.assertEqual(self.run_step(choose, BRANCH=branch, CHOSEN=chosen), (0, "", f"stage={stage}\n"))
        code, said, _ = self.run_step(choose, BRANCH="feature", CHOSEN="")
        self.assertEqual((code, said), (1, "the branch feature belongs to no stage\n"))

    def test_no_long_lived_keys(self) -> None:
        text = (ROOT / ".github" / "workflows" / "deploy-aws.yml").read_text("utf-8")
        self.assertNotRegex(text, r"(?i)access.key")
        self.assertEqual(self.JOBS["deploy"]["permissions"]["id-token"], "write")
        self.assertEqual([name for name, job in self.JOBS.items() if "id-token" in job.get("permissions", {})], ["deploy"])

    def test_deploys_after_the_tests_in_the_stages_environment(self) -> None:
        deploy = self.JOBS["deploy"]
        self.assertEqual(deploy["needs"], ["stage", "test"])
        self.assertEqual(deploy["environment"], "${{ needs.stage.outputs.stage }}")

    def test_failure_opens_one_issue(self) -> None:
        notify = self.JOBS["notify"]["steps"][0]
        names = {name: f"<{name}>" for name in [*notify["env"], "GITHUB_REPOSITORY", "GITHUB_SHA"]}
        for open_issue, wanted in [("", "issue create --repo"), ("7", "issue comment 7 --repo")]:
            with self.subTest(open_issue=open_issue), tempfile.TemporaryDirectory() as folder:
                gh = Path(folder, "gh")
                gh.write_text(f'#!/bin/sh\nif [ "$2" = list ]; then echo "{open_issue}"; else echo "$@"; fi\n')
                gh.chmod(gh.stat().st_mode | stat.S_IXUSR)
                code, said, _ = self.run_step(notify, **names, PATH=f"{folder}:{os.environ['PATH']}")
                self.assertEqual(code, 0, said)
                self.assertIn(wanted, said)
                self.assertIn("deployment <DEPLOYED>", said)


class ReleaseTest(unittest.TestCase):
    WORKFLOW = workflow("release")
    JOBS = WORKFLOW["jobs"]
    PUBLISH = JOBS["publish"]["steps"]

    def test_runs_for_tags_of_versions_only(self) -> None:
        # YAML 1.1 reads the key `on` as true.
        self.assertEqual(self.WORKFLOW[True], {"push": {"tags": ["v[0-9]+.[0-9]+.[0-9]+", "v[0-9]+.[0-9]+.[0-9]+-*"]}})

    def test_builds_each_processor_on_a_machine_of_its_own(self) -> None:
        script = f'. "{ROOT}/scripts/releasing/common.sh"; echo "${{architectures[@]}}"'
        architectures = subprocess.run(["bash", "-euc", script], check=True, capture_output=True, text=True, timeout=60).stdout.split()
        matrix = self.JOBS["build"]["strategy"]["matrix"]["include"]
        self.assertEqual([entry["arch"] for entry in matrix], architectures)
        for entry in matrix:
            self.assertEqual("arm64" if entry["machine"].endswith("-arm") else "x86_64", entry["arch"])

    def test_publishes_what_has_been_tested(self) -> None:
        needs = {name: job.get("needs") for name, job in self.JOBS.items()}
        self.assertEqual(needs, {"check": None, "test": "check", "build": "check", "images": "build", "scan": "build", "publish": ["test", "images", "scan"]})
        folder = '"build/dist/${GITHUB_REF_NAME#v}"'
        for job, test in (("build", f"tests/release/run {folder}"), ("images", f"tests/release/run --whole {folder}")):
            made, tested, kept = self.JOBS[job]["steps"][-3:]
            self.assertIn("scripts/releasing/", made["run"])
            self.assertEqual((tested["run"], kept["uses"].partition("@")[0]), (test, "actions/upload-artifact"))
        # What is published is what the job `images` has kept after its tests; nothing is made later.
        (fetched,) = [step["with"] for step in self.PUBLISH if step.get("uses", "").startswith("actions/download-artifact@")]
        self.assertEqual(fetched, {"name": self.JOBS["images"]["steps"][-1]["with"]["name"], "path": "build/dist"})
        commands = re.findall(r"scripts/releasing/(\w+)", "\n".join(step.get("run", "") for step in self.PUBLISH))
        self.assertEqual(commands, ["push", "publish", "latest"])

    def test_only_publishing_may_write(self) -> None:
        self.assertEqual(self.WORKFLOW["permissions"], {})
        writing = {name: {what for what, level in job["permissions"].items() if level == "write"} for name, job in self.JOBS.items()}
        wanted = {"contents", "packages", "id-token", "attestations"}
        self.assertEqual({name: what for name, what in writing.items() if what}, {"publish": wanted})
        self.assertEqual(self.JOBS["publish"]["environment"], "release")

    def test_nothing_comes_from_a_cache(self) -> None:
        used = {step["uses"].partition("@")[0] for job in self.JOBS.values() for step in job["steps"] if "uses" in step}
        self.assertEqual(used, {"actions/checkout", "actions/upload-artifact", "actions/download-artifact", "actions/attest", "anchore/scan-action"})

    def test_files_and_images_are_attested_before_the_release_is_seen(self) -> None:
        attested = [step["with"] for step in self.PUBLISH if step.get("uses", "").startswith("actions/attest@")]
        names, architectures = ("phoney", "phoney-lambda"), [entry["arch"] for entry in self.JOBS["build"]["strategy"]["matrix"]["include"]]

        def image(name: str, digest: str, **more: str) -> dict:
            return {"subject-name": f"${{{{ steps.push.outputs.{name}-name }}}}", "subject-digest": f"${{{{ steps.push.outputs.{digest}-digest }}}}",
                    "push-to-registry": True, "create-storage-record": False, **more}

        origins = [image(name, name) for name in names]
        lists = [image(name, f"{name}-{arch}", **{"sbom-path": f"${{{{ steps.lists.outputs.{arch} }}}}"}) for name in names for arch in architectures]
        self.assertEqual(attested, [{"subject-checksums": "${{ needs.images.outputs.checksums }}"}, *origins, *lists])
        self.assertEqual([step.get("run") for step in self.PUBLISH[-2:]], [f'scripts/releasing/{part} "$GITHUB_REF_NAME"' for part in ("publish", "latest")])


class ComposeTest(unittest.TestCase):
    def test_runs_the_plain_dockerfile_without_rights(self) -> None:
        service = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))["services"]["phoney"]
        self.assertEqual((service["build"], service["read_only"], service["cap_drop"]), (".", True, ["ALL"]))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--phoney", help="not needed; every file of the suite is called with it")
    _, rest = parser.parse_known_args()
    unittest.main(argv=[sys.argv[0], *rest])
