// TUTORIAL.md's story in C#. Needs .NET 8 and a server: the Program.cs of `dotnet new console`. Prints a line per step.

// [start]
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

var phoney = Environment.GetEnvironmentVariable("PHONEY_URL") ?? "http://localhost:8000";
using var client = new HttpClient { BaseAddress = new Uri(phoney) };

Task<HttpResponseMessage> Post(string path, object body, string accept = "application/json")
{
    var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
    request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
    return client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
}

async Task<JsonNode> Json(HttpResponseMessage response) => JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

void Check(bool good, string what)
{
    if (!good) throw new Exception(what);
}
// [/start]

// [users]
var users = await Json(await client.GetAsync("/fake/name?count=2&seed=42"));
var names = users["data"]!.AsArray().Select(name => name!.GetValue<string>()).ToList();
Check(names.SequenceEqual(new[] { "Allison Hill", "Noah Rhodes" }), "the same names on every machine");
Console.WriteLine($"users: {string.Join(", ", names)}");
// [/users]

// [template]
var order = new
{
    customer = new { name = "{{name}}", email = "{{email}}" },
    items = new[] { new { sku = "{{ean8}}", amount = "{{random_int:min=1,max=9}}" } },
};
var orders = await Json(await Post("/template", new { template = order, count = 2, seed = 42 }));
var customer = orders["data"]![0]!["customer"]!;
Check((string)customer["name"]! == "Allison Hill", "the first customer");
Console.WriteLine($"template: {customer["email"]}");
// [/template]

// [unique]
var seat = new { seat = "{{random_int:min=1,max=6}}" };
var seats = await Json(await Post("/template", new { template = seat, count = 6, unique = true, seed = 42 }));
var numbers = seats["data"]!.AsArray().Select(record => (int)record!["seat"]!).Order();
Check(numbers.SequenceEqual(Enumerable.Range(1, 6)), "no seat twice");
Console.WriteLine($"unique: {numbers.Count()} seats");
// [/unique]

// [download]
var user = new { name = "{{name}}", email = "{{email}}" };
var table = await Post("/template", new { template = user, count = 3, seed = 42 }, "text/csv");
var rows = (await table.Content.ReadAsStringAsync()).TrimEnd().Split("\r\n");
var lines = await Post("/template", new { template = user, count = 3, seed = 42 }, "application/x-ndjson");
var records = (await lines.Content.ReadAsStringAsync()).TrimEnd().Split('\n').Select(line => JsonNode.Parse(line)!).ToList();
Check(rows[3] == $"{records[2]["name"]},{records[2]["email"]}", "both say the same");
Console.WriteLine($"download: {records[2]["name"]} from seed {table.Headers.GetValues("Phoney-Seed").First()}");
// [/download]

// [bulk]
var login = await client.PostAsync("/token", new FormUrlEncodedContent(new Dictionary<string, string>
{
    ["username"] = Environment.GetEnvironmentVariable("API_USERNAME") ?? "admin",
    ["password"] = Environment.GetEnvironmentVariable("API_PASSWORD") ?? "phoney-development",
}));
var token = (string)(await Json(login))["access_token"]!;
client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
var bulk = await Post("/api/v1/template/generate", new { template = user, count = 20_000, seed = 42 }, "application/x-ndjson");
bulk.EnsureSuccessStatusCode();
using var reader = new StreamReader(await bulk.Content.ReadAsStreamAsync());
var count = 0;
while (await reader.ReadLineAsync() is not null) count++; // one record in memory at a time
Check(count == 20_000, "all of them");
Console.WriteLine($"bulk: {count} records");
// [/bulk]

// [errors]
var wrong = await Post("/template", new { template = new { name = "{{nmae}}" } });
var problem = (await Json(wrong))["detail"]!["errors"]![0]!;
Console.WriteLine($"error: {(int)wrong.StatusCode} {problem["field"]} {problem["generator"]} {problem["suggestions"]![0]}");
var tooMany = await Post("/template", new { template = user, count = 5000 });
Console.WriteLine($"error: {(int)tooMany.StatusCode} {(await Json(tooMany))["detail"]}");
// [/errors]
