"""Asks a server through the client that openapi-python-client makes of /openapi.json, and prints what it got as JSON.

    PYTHONPATH=generated python client.py http://localhost:8000 TOKEN
"""

import json
import sys

from phoney_client import AuthenticatedClient, models
from phoney_client.api.providers import post_api_v1_generate
from phoney_client.api.templates import post_api_v1_template_generate, post_api_v1_template_validate, post_template
from phoney_client.api.values import get_fake_generator

base_url, token = sys.argv[1:]
client = AuthenticatedClient(base_url=base_url, token=token)
template = models.Template.from_dict({"name": "{{name}}", "tags": ["{{word}}"]})
parameters = models.GetFakeGeneratorParameters.from_dict({"min": 1, "max": 6})

value = get_fake_generator.sync("name", client=client, seed=42, locale="de_DE")
values = get_fake_generator.sync("random_int", client=client, seed=42, count=3, parameters=parameters)
records = post_template.sync(client=client, body=models.TemplateRequest(template=template, count=2, seed=42))
alone = post_template.sync(client=client, body=models.TemplateRequest(template=template, seed=42, envelope=False))
many = post_api_v1_template_generate.sync(client=client, body=models.LargeTemplateRequest(template=template, count=1500, seed=42))
wrong = models.Template.from_dict({"name": "{{nmae}}"})
checked = post_api_v1_template_validate.sync(client=client, body=models.TemplateToCheck(template=wrong))
arguments = models.GeneratorArguments(kwargs=models.GeneratorArgumentsKwargsType0.from_dict({"max_value": 9}))
generate = models.GenerateRequest(provider=models.ProviderName.PYTHON, generator="pyint", seed=42, params=arguments)
generated = post_api_v1_generate.sync(client=client, body=generate)
refused = post_template.sync(client=client, body=models.TemplateRequest(template=template, count=2000))

print(json.dumps({
    "value": value.data,
    "values": values.data,
    "records": [record.to_dict() for record in records.data],
    "seed": records.seed,
    "alone": [record.to_dict() for record in alone],
    "many": many.generated_count,
    "suggestions": checked.errors[0].suggestions,
    "generated": generated.data,
    "refused": refused.detail,
}))
