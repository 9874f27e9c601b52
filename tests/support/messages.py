"""Placeholders as users of other tools write them, and what phoney says of them, on the command line and over HTTP alike."""

# What stands in a string of the template, and the error that it gets. The column is where the caret stands.
PLACEHOLDERS = {
    # Parameters as in Handlebars, Python, JavaScript, URLs.
    "{{random_int min=1}}": "expected }} or a parameter, not `m`; did you mean {{random_int:min=1}}? (column 14)",
    "{{random_int min=1 max=5}}": "expected }} or a parameter, not `m`; did you mean {{random_int:min=1,max=5}}? (column 14)",
    "{{random_int(min=1)}}": "expected }} or a parameter, not `(`; did you mean {{random_int:min=1}}? (column 13)",
    "{{random_int(1, 5)}}": "expected }} or a parameter, not `(`; did you mean {{random_int:min=1,max=5}}? (column 13)",
    "{{random_int()}}": "expected }} or a parameter, not `(`; did you mean {{random_int}}? (column 13)",
    "{{random_int:1,5}}": "expected = and a value after `1`; did you mean {{random_int:min=1,max=5}}? (column 15)",
    "{{random_int:min:1}}": "expected = and a value after `min`; did you mean {{random_int:min=1}}? (column 17)",
    "{{random_int:min=1;max=5}}": '`min` takes an integer, not a string ("1;max=5"); did you mean {{random_int:min=1,max=5}}? (column 14)',
    "{{random_int?min=1&max=5}}": "expected }} or a parameter, not `?`; did you mean {{random_int:min=1,max=5}}? (column 13)",
    "{{random_int:{min:1,max:5}}}": "expected a parameter such as min=1, not `{`; did you mean {{random_int:min=1,max=5}}? (column 14)",
    "{{random_int, min=1}}": "expected }} or a parameter, not `,`; did you mean {{random_int:min=1}}? (column 13)",
    "{{user.random_int min=1}}": "expected }} or a parameter, not `m`; did you mean {{user.random_int:min=1}}? (column 19)",
    "{{ fake.random_int(min=1, max=5) }}": "expected }} or a parameter, not `(`; did you mean {{random_int:min=1,max=5}}? (column 19)",
    "{{words 3}}": "expected }} or a parameter, not `3`; did you mean {{words:nb=3}}? (column 9)",
    "{{numerify ###}}": "expected }} or a parameter, not `#`; did you mean {{numerify:text=###}}? (column 12)",
    # Values that need quotes or brackets.
    "{{date:pattern=%Y-%m-%d %H:%M}}": "expected }} or a parameter, not `%`; did you mean {{date:pattern='%Y-%m-%d %H:%M'}}? (column 25)",
    "{{date pattern=%d.%m.%Y}}": "expected }} or a parameter, not `p`; did you mean {{date:pattern=%d.%m.%Y}}? (column 8)",
    "{{numerify:text=## ##}}": "expected }} or a parameter, not `#`; did you mean {{numerify:text='## ##'}}? (column 20)",
    "{{random_element:elements=a,b}}": "expected = and a value after `b`; did you mean {{random_element:elements=[a, b]}}? (column 30)",
    "{{random_element:elements=a b}}": "expected }} or a parameter, not `b`; did you mean {{random_element:elements=[a, b]}}? (column 29)",
    "{{profile:fields=ssn}}": '`fields` takes a list of strings, for example [ssn], not a string ("ssn") (column 11)',
    "{{random_element:elements=[a,b],weights=[1,2]}}":
        "`random_element` has no parameter `weights`; it takes `elements`; give each value its weight: elements={a: 1, b: 2} (column 33)",
    "{{random_element:elements=New York,Los Angeles}}":
        "expected }} or a parameter, not `Y`; did you mean {{random_element:elements=['New York', 'Los Angeles']}}? (column 31)",
    "{{random_element:elements=[New York, Los Angeles]}}":
        "`New York` contains a space; put it in quotes: ['New York', 'Los Angeles'] (column 28)",
    "{{random_element:elements={New York: 1}}}": "`New York` contains a space; put it in quotes: {'New York': 1} (column 28)",
    "{{date_between:start_date=-1 year}}":
        "expected }} or a parameter, not `y`; `-1 year` contains a space; put it in quotes: start_date='-1 year' (column 30)",
    "{{date_between:start_date=-1 year,end_date=today}}":
        "expected }} or a parameter, not `y`; `-1 year` contains a space; put it in quotes: start_date='-1 year' (column 30)",
    "{{random_element:a,b}}": "expected = and a value after `a`; did you mean {{random_element:elements=[a, b]}}? (column 19)",
    '{{random_element(["a", "b"])}}': 'expected }} or a parameter, not `(`; did you mean {{random_element:elements=["a", "b"]}}? (column 17)',
    "{{random_element(elements=('a', 'b'))}}":
        "expected }} or a parameter, not `(`; did you mean {{random_element:elements=['a', 'b']}}? (column 17)",
    "{{text:ext_word_list=a,b}}": "expected = and a value after `b`; did you mean {{text:ext_word_list=[a, b]}}? (column 25)",
    '{{date_between("-1y", "today")}}':
        'expected }} or a parameter, not `(`; did you mean {{date_between:start_date="-1y",end_date="today"}}? (column 15)',
    # Names in other notations.
    "{{fake.name()}}": "expected }} or a parameter, not `(`; did you mean {{name}}? (column 12)",
    "{{guid()}}": "expected }} or a parameter, not `(`; did you mean {{guid}}? (column 7)",
    "{{faker.internet.email()}}": "expected }} or a parameter, not `(`; did you mean {{internet.email}}? (column 23)",
    '{{"name"}}': 'expected the name of a generator, not `"`; did you mean {{name}}? (column 3)',
    "{{first-name}}": "expected }} or a parameter, not `-`; did you mean {{first_name}}? (column 8)",
    "{{{name}}}": "expected the name of a generator, not `{`; did you mean {{name}}? (column 3)",
    "{{name | upper}}": "expected }} or a parameter, not `|`; did you mean {{name}}? (column 8)",
    "{{name:}}": "expected a parameter such as min=1, not `}`; did you mean {{name}}? (column 8)",
    "{{nmae}}": "there is no generator `nmae`; did you mean `name`? (column 3)",
    "{{name x}}": "expected }} or a parameter, not `x` (column 8)",
    "{{name:x}}": "expected = and a value after `x` (column 9)",
    # Names of faker-js, Postman, Mockoon, Datafaker, Ruby's Faker, Mockaroo.
    "{{person.firstName}}": "there is no generator `firstName`; write {{first_name}} instead of `person.firstName` of faker-js (column 10)",
    "{{faker.person.firstName}}": "there is no generator `firstName`; write {{first_name}} instead of `person.firstName` of faker-js (column 16)",
    "{{date.past}}": "there is no generator `past`; write {{past_datetime}} instead of `date.past` of faker-js (column 8)",
    "{{number.int({min: 1, max: 5})}}":
        "expected }} or a parameter, not `(`; write {{random_int:min=1,max=5}} instead of `number.int` of faker-js (column 13)",
    "{{number.int(5)}}": "expected }} or a parameter, not `(`; write {{random_int:min=0,max=5}} instead of `number.int` of faker-js (column 13)",
    '{{helpers.arrayElement(["a","b"])}}':
        'expected }} or a parameter, not `(`; write {{random_element:elements=["a","b"]}} instead of `helpers.arrayElement` of faker-js (column 23)',
    "{{helpers.arrayElement}}":
        "there is no generator `arrayElement`; write {{random_element:elements=[a, b]}} instead of `helpers.arrayElement` of faker-js (column 11)",
    "{{helpers.arrayElement()}}":
        "expected }} or a parameter, not `(`; write {{random_element:elements=[a, b]}} instead of `helpers.arrayElement` of faker-js (column 23)",
    '{{helpers.arrayElements(["a","b"], 2)}}':
        'expected }} or a parameter, not `(`; write {{random_elements:elements=["a","b"],length=2}} instead of `helpers.arrayElements` of faker-js (column 24)',
    "{{Custom List}}": "expected }} or a parameter, not `L`; write {{random_element:elements=[a, b]}} instead of `Custom List` of Mockaroo (column 10)",
    "{{faker.string.alpha(5)}}":
        "expected }} or a parameter, not `(`; write {{pystr:min_chars=5,max_chars=5}} instead of `string.alpha` of faker-js (column 21)",
    "{{string.alpha({length: 5})}}":
        "expected }} or a parameter, not `(`; write {{pystr:min_chars=5,max_chars=5}} instead of `string.alpha` of faker-js (column 15)",
    "{{string.alpha({casing: 'upper'})}}": "expected }} or a parameter, not `(`; write {{pystr}} instead of `string.alpha` of faker-js (column 15)",
    "{{finance.pin(6)}}": "expected }} or a parameter, not `(`; write {{numerify:text=######}} instead of `finance.pin` of faker-js (column 14)",
    "{{date.recent({ days: 10 })}}":
        "expected }} or a parameter, not `(`; write {{past_datetime:start_date=-10d}} instead of `date.recent` of faker-js (column 14)",
    "{{Faker::Alphanumeric.alpha(number: 10)}}":
        "expected a parameter such as min=1, not `:`; write {{pystr:min_chars=10,max_chars=10}} instead of `Alphanumeric.alpha` of Ruby's Faker (column 9)",
    "{{company.name()}}": "expected }} or a parameter, not `(`; write {{company}} instead of `company.name` of faker-js (column 15)",
    "{{$guid}}": "expected the name of a generator, not `$`; write {{uuid4}} instead of `$guid` of Postman (column 3)",
    "{{$randomFirstName}}": "expected the name of a generator, not `$`; write {{first_name}} instead of `$randomFirstName` of Postman (column 3)",
    "{{$randomInt}}": "expected the name of a generator, not `$`; write {{random_int:min=0,max=1000}} instead of `$randomInt` of Postman (column 3)",
    "{{faker 'person.firstName'}}": "expected }} or a parameter, not `'`; write {{first_name}} instead of `person.firstName` of faker-js (column 9)",
    "{{faker 'number.int' min=1 max=5}}":
        "expected }} or a parameter, not `'`; write {{random_int:min=1,max=5}} instead of `number.int` of faker-js (column 9)",
    "{{firstName}}": "there is no generator `firstName`; write {{first_name}} instead of `firstName` of Mockoon (column 3)",
    "{{int 0 100}}": "expected }} or a parameter, not `0`; write {{random_int:min=0,max=100}} instead of `int` of Mockoon (column 7)",
    "{{oneOf (array 'a' 'b')}}": "expected }} or a parameter, not `(`; write {{random_element:elements=['a', 'b']}} instead of `oneOf` of Mockoon (column 9)",
    "{{Internet.emailAddress}}": "there is no generator `emailAddress`; write {{email}} instead of `Internet.emailAddress` of Datafaker (column 12)",
    "{{Faker::Name.first_name}}": "expected a parameter such as min=1, not `:`; write {{first_name}} instead of `Name.first_name` of Ruby's Faker (column 9)",
    "{{First Name}}": "expected }} or a parameter, not `N`; write {{first_name}} instead of `First Name` of Mockaroo (column 9)",
    "{{Row Number}}": "expected }} or a parameter, not `N`; phoney does not number records; add numbers after generation (docs/migrating.md shows how), "
                      "or use `uuid4`, or `random_int` with unique=true (column 7)",
    "{{Character Sequence}}":
        "expected }} or a parameter, not `S`; write {{bothify:text='?-####'}} instead of `Character Sequence` of Mockaroo (column 13)",
    "{{Digit Sequence}}": "expected }} or a parameter, not `S`; write {{numerify:text='###-##'}} instead of `Digit Sequence` of Mockaroo (column 9)",
    "{{First Name (Female)}}":
        "expected }} or a parameter, not `N`; write {{first_name_female}} instead of `First Name (Female)` of Mockaroo (column 9)",
    "{{Regular Expression}}":
        "expected }} or a parameter, not `E`; phoney reads no regular expressions; write a pattern: {{bothify:text='##-?'}} (column 11)",
    "{{Normal Distribution}}":
        "expected }} or a parameter, not `D`; `random_int` and `pyfloat` are uniform; transform the numbers after generation (column 10)",
    "{{JSON Array}}": "expected }} or a parameter, not `A`; a template makes a list of any generator's values: {{[name]:count=3}} (column 8)",
    "{{IP Address}}": "expected }} or a parameter, not `A`; did you mean `ipv4`, `ipv6` or `ipv4_public`? (column 6)",
    "{{Street Suffix}}": "expected }} or a parameter, not `S`; did you mean {{street_suffix}}? (column 10)",
    "{{Row Zebra}}": "expected }} or a parameter, not `Z` (column 7)",
    "{{Credit Card #}}": "expected }} or a parameter, not `C`; write {{credit_card_number}} instead of `Credit Card #` of Mockaroo (column 10)",
    # What only Handlebars has.
    "{{#repeat 5}}": "expected the name of a generator, not `#`; phoney has no blocks: write {{[name]:count=3}} for a list, and set "
                     "the count for several records (column 3)",
    "{{/repeat}}": "expected the name of a generator, not `/`; phoney has no blocks: write {{[name]:count=3}} for a list, and set the "
                   "count for several records (column 3)",
    "{{else}}": "there is no generator `else`; phoney has no blocks: write {{[name]:count=3}} for a list, and set the count for "
                "several records (column 3)",
    "{{@index}}": "expected the name of a generator, not `@`; placeholders cannot refer to other fields or to positions in a list (column 3)",
    "{{this}}": "there is no generator `this`; placeholders cannot refer to other fields or to positions in a list (column 3)",
    "{{> header}}": "expected the name of a generator, not `>`; phoney has no partials: write the whole template in one place (column 3)",
    "{{! note}}": "expected the name of a generator, not `!`; phoney has no comments: remove this one (column 3)",
    # What has no generator of that name, but a topic.
    "{{geo}}": "there is no generator `geo`; did you mean `latlng`, `latitude` or `longitude`? (column 3)",
    "{{now}}": "there is no generator `now`; for the time of the run, write {{date_time_between:start_date=now,end_date=now}} (column 3)",
    # Lists, and what the whole template has.
    "{{[name]:3}}": "expected = and a value after `3`; did you mean {{[name]:count=3}}? (column 11)",
    "{{email:unique}}": "expected = and a value after `unique`; did you mean {{email:unique=true}}? (column 15)",
    "{{[email]:unique}}": "expected = and a value after `unique`; did you mean {{[email]:unique=true}}? (column 17)",
    "{{[name:count=3]}}": "expected ] after `[name`; did you mean {{[name]:count=3}}? (column 8)",
    "{{[random_int:min=1,max=6]:count=3}}": "expected ] after `[random_int`; did you mean {{[random_int]:count=3,min=1,max=6}}? (column 14)",
    "{{[random_int:min=1]}}": "expected ] after `[random_int`; did you mean {{[random_int]:min=1}}? (column 14)",
    "{{[random_element:elements=[a, b]]:count=3}}":
        "expected ] after `[random_element`; did you mean {{[random_element]:count=3,elements=[a, b]}}? (column 18)",
    "{{name[3]}}": "expected }} or a parameter, not `[`; did you mean {{[name]:count=3}}? (column 7)",
    "{{name:count=3}}": "`name` has no parameter `count`; it takes none; write a list as {{[name]:count=3}} (column 8)",
    "{{random_int:seed=3}}": "`random_int` has no parameter `seed`; it takes `min`, `max`, `step`; set one seed for the whole "
                             "template: --seed, or \"seed\" in a request (column 14)",
    "{{name:locale=ja_JP}}": "`name` has no parameter `locale`; it takes none; set one locale for the whole template: --locale, or \"locale\" in a request "
                             "(column 8)",
    "{{date:now=2024-01-01}}": "`date` has no parameter `now`; it takes `pattern`, `end_datetime`; set one time for the whole "
                               "template: --now, or \"now\" in a request (column 8)",
    "{{ja_JP}}": "there is no generator `ja_JP`; names in placeholders do not select a locale; set one for the whole template: "
                 "--locale ja_JP, or \"locale\": \"ja_JP\" in a request (column 3)",
    "{{ja-JP.name}}": "expected }} or a parameter, not `-`; names in placeholders do not select a locale; set one for the whole "
                      "template: --locale ja_JP, or \"locale\": \"ja_JP\" in a request (column 5)",
    "{{ja_JP:name}}": "expected = and a value after `name`; names in placeholders do not select a locale; set one for the whole "
                      "template: --locale ja_JP, or \"locale\": \"ja_JP\" in a request (column 13)",
}

# Whole templates that are right, and the warnings about them.
WARNINGS = [
    ({"{{name}}": "{{email}}"}, ["{{name}}: placeholders in keys are not replaced: the key stays `{{name}}`"]),
    ({"a": [{"x{{name}}": "{{email}}"}]}, ["a[0].x{{name}}: placeholders in keys are not replaced: the key stays `x{{name}}`"]),
    ({"customer": {"email": "{{email}}"}, "mail": "{{customer.email}}"},
     ["mail: `customer.email` is a field of this template, but the placeholder draws a new value: placeholders cannot refer to fields"]),
    ({"mail": "to {{customer.email}}", "order": [{"customer": {"email": "a@example.org"}}]},
     ["mail: `customer.email` is a field of this template, but the placeholder draws a new value: placeholders cannot refer to fields"]),
    ({"email": "{{email}}", "mail": "{{this.email}}"},
     ["mail: `email` is a field of this template, but the placeholder draws a new value: placeholders cannot refer to fields"]),
    ({"a": "{{ja_JP.name}}"}, ["a: {{ja_JP.name}} draws a value in locale en_US: names in placeholders do not select a locale; set one "
                               "for the whole template: --locale ja_JP, or \"locale\": \"ja_JP\" in a request"]),
    ({"a": "{{company.name}}"}, ["a: {{company.name}} draws a value of `name`; write {{company}} instead of `company.name` of faker-js"]),
    ({"a": "{{phone.number}}"}, ["a: {{phone.number}} draws a value of `random_int`; write {{phone_number}} instead of `phone.number` of faker-js"]),
    ({"a": "{{date_between:start_date=-1month}}"}, ["a: `-1month` means 1 minute; write `-1M` for a month"]),
    ({"a": "{{date_between:start_date=-1M,end_date=+5min}} {{bothify:text=-6months}}"}, []),
    ({"a": "{{random_element:elements=[new:5, paid:3]}}"},
     ["a: `elements` is a list of strings such as `new:5`; for weights, write elements={new: 5, paid: 3}"]),
    ({"a": "{{random_element:elements=['new:5', 'paid:3']}} {{random_element:elements=[10:30, 11:45]}} {{random_element:elements=[a:8080]}}"}, []),
    ({"a": "{{zip}}"}, ["a: `zip` draws an archive in the format ZIP; for a postal code, use `zipcode` or `postcode`"]),
    ({"a": "{{zip:num_files=1}} {{zipcode}}"}, []),
    ({"a": "{{random_element:elements='free'}} {{random_element:elements=['free']}}"}, []),
    ({"a": "{{random_choices:elements=abc,length=2}}"},
     ["a: `elements=abc` draws from the characters of `abc`; write elements=[abc], or elements='abc' if you mean that"]),
    ({"a": "{{random_element:elements=a|b}}"},
     ["a: `elements=a|b` draws from the characters of `a|b`; write elements=[a, b], or elements='a|b' if you mean that"]),
    # Names before a generator that are a template's own, and names of others that mean the same here.
    ({"customer": {"email": "{{customer.email}}"}}, []),
    ({"customers": [{"email": "{{customers.email}}"}, {"email": "{{customers.email}}"}]}, []),
    ({"a": "{{user.contact.email}} {{faker.name}} {{internet.email}} {{en_US.name}}"}, []),
    ({"a {b}": "{{name}}"}, []),
]

# Texts that are no JSON because of how they are written elsewhere.
NO_JSON = {
    '{"age": {{random_int}}}': 'the text is not valid JSON: write the placeholder in quotes, as "{{random_int}}"; its value keeps its type '
                               "(near line 1, column 9)",
    '{"a": "{{name}}",\n "b": [ {{ random_int:min=1 }} ]}':
        'the text is not valid JSON: write the placeholder in quotes, as "{{ random_int:min=1 }}"; its value keeps its type '
        "(near line 2, column 9)",
    "{{name}} <{{email}}>": 'the text is not valid JSON: write the placeholder in quotes, as "{{name}}"; its value keeps its type '
                            "(near line 1, column 1)",
    '[{{random_element:elements=["a", "b"]}}]':
        'the text is not valid JSON: write the placeholder in quotes, as "{{name}}"; its value keeps its type (near line 1, column 2)',
    "{'name': '{{name}}'}": "the text is not valid JSON: put strings and keys in double quotes, not in single quotes (near line 1, column 2)",
}

# Templates without a placeholder.
EMPTY = [
    ({"{{name}}": 1}, "the template has no placeholder; placeholders in keys are not replaced; add one to a string, such as {{name}}"),
    ({"a": "#{Name.first_name}"}, "the template has no placeholder; write {{first_name}} instead of `#{Name.first_name}`"),
    ({"a": "Hi ${randomFirstName}!"}, "the template has no placeholder; write {{first_name}} instead of `${randomFirstName}`"),
    ({"a": "{name}"}, "the template has no placeholder; write {{name}} instead of `{name}`"),
    ({"a": "{zzzz}"}, "the template has no placeholder; add one to a string, such as {{name}}"),
]

# A name that is no generator but a field.
FIELD = ({"id": "{{uuid4}}", "link": "/users/{{id}}"},
         "there is no generator `id`; `id` is a field of this template, but placeholders cannot refer to fields (column 10)")


def context(text: str, message: str) -> list[str]:
    """The lines that point at the message's column."""
    column = int(message.rsplit("(column ", 1)[1].rstrip(")"))
    return [text, " " * (column - 1) + "^"]
