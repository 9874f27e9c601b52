"""Parses AWS commands as the AWS CLI does, without running them. Run by the Python that has awscli.

Reads a JSON list of commands, each a list of arguments without the leading `aws`; writes a JSON list of what the CLI says against
each, or null. A command is checked up to the request it would send: service, operation, options, required ones, the types and
enumerations of AWS's own service models.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys

from awscli import clidriver
from awscli.customizations.commands import BasicCommand
from awscli.customizations.waiters import WaiterCaller
from botocore.exceptions import ParamValidationError


def validate(self, service_name, operation_name, parameters, parsed_globals):
    """In place of the call: what botocore would refuse before it sends."""
    from botocore.validate import ParamValidator

    model = self._session.get_service_model(service_name).operation_model(operation_name)
    if model.input_shape is not None:
        report = ParamValidator().validate(parameters, model.input_shape)
        if report.has_errors():
            raise ParamValidationError(report=report.generate_report())
        for name, value in parameters.items():
            shape = model.input_shape.members[name]
            allowed = getattr(shape.member if shape.type_name == "list" else shape, "enum", None)
            wrong = [text for text in (value if isinstance(value, list) else [value]) if allowed and text not in allowed]
            if wrong:
                raise ParamValidationError(report=f"{name} is one of {', '.join(allowed)}, not {wrong[0]}")
    return 0


def complaint(arguments: list[str]) -> str | None:
    said = io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
        try:
            code = clidriver.create_clidriver().main([*arguments, "--region", "us-east-1"])
        except SystemExit as stop:
            code = stop.code
    return None if code == 0 else said.getvalue().strip() or f"exit code {code}"


def main() -> int:
    clidriver.CLIOperationCaller.invoke = validate
    WaiterCaller.invoke = validate
    # Commands that are not one request parse their arguments in __call__ and then come here.
    for command in walk(BasicCommand):
        if "_run_main" in vars(command):
            command._run_main = lambda self, parsed_args, parsed_globals: 0
    json.dump([complaint(arguments) for arguments in json.load(sys.stdin)], sys.stdout)
    return 0


def walk(command: type) -> list[type]:
    import awscli.customizations.configure.configure  # noqa: F401
    import awscli.customizations.configure.get  # noqa: F401
    import awscli.customizations.ecr  # noqa: F401

    return [command, *(found for child in command.__subclasses__() for found in walk(child))]


if __name__ == "__main__":
    sys.exit(main())
