// TUTORIAL.md's story in C#. Needs .NET Core 3.1 or newer and a server: as Program.cs of a `dotnet new console`. Prints a line per step.

// [start]
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;

static class Story
{
    static readonly HttpClient Client = new HttpClient { BaseAddress = new Uri(Setting("PHONEY_URL", "http://localhost:8000")) };

    static string Setting(string name, string otherwise) => Environment.GetEnvironmentVariable(name) ?? otherwise;

    static Task<HttpResponseMessage> Post(string path, object body, params (string Name, string Value)[] headers)
    {
        var content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        return Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    static async Task<JsonElement> Json(HttpResponseMessage response) =>
        JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());

    static void Check(bool good, string what)
    {
        if (!good) throw new Exception(what);
    }
    // [/start]

    // [users]
    static async Task Users()
    {
        var answer = await Json(await Client.GetAsync("/fake/name?count=2&seed=42"));
        var names = answer.GetProperty("data").EnumerateArray().Select(name => name.GetString());
        Check(names.SequenceEqual(new[] { "Allison Hill", "Noah Rhodes" }), "the same names on every machine");
        Console.WriteLine($"users: {string.Join(", ", names)}");
    }
    // [/users]

    // [template]
    static async Task Template()
    {
        var template = new
        {
            customer = new { name = "{{name}}", email = "{{email}}" },
            items = new[] { new { sku = "{{ean8}}", amount = "{{random_int:min=1,max=9}}" } },
        };
        var answer = await Json(await Post("/template", new { template, count = 2, seed = 42 }));
        var order = answer.GetProperty("data")[0];
        var customer = order.GetProperty("customer");
        Check(customer.GetProperty("name").GetString() == "Allison Hill", "the first customer");
        var amount = order.GetProperty("items")[0].GetProperty("amount").GetInt32(); // a number, not a string
        Check(amount >= 1 && amount <= 9, "an amount from 1 to 9");
        Console.WriteLine($"template: {customer.GetProperty("email")}");
    }
    // [/template]

    // [unique]
    static async Task Unique()
    {
        var template = new { seat = "{{random_int:min=1,max=6}}" };
        var answer = await Json(await Post("/template", new { template, count = 6, unique = true, seed = 42 }));
        var seats = answer.GetProperty("data").EnumerateArray().Select(record => record.GetProperty("seat").GetInt32());
        Check(seats.OrderBy(seat => seat).SequenceEqual(Enumerable.Range(1, 6)), "no seat twice");
        Check(answer.GetProperty("warnings").GetArrayLength() == 0, "none repeats"); // with count = 7, one would
        Console.WriteLine($"unique: {seats.Count()} seats");
    }
    // [/unique]

    // [download]
    static readonly object User = new { name = "{{name}}", email = "{{email}}" };

    static async Task Download()
    {
        var wanted = new { template = User, count = 3, seed = 42 };
        var table = await Post("/template", wanted, ("Accept", "text/csv"));
        var rows = (await table.Content.ReadAsStringAsync()).TrimEnd().Split("\r\n");
        var lines = await Post("/template", wanted, ("Accept", "application/x-ndjson"));
        var records = (await lines.Content.ReadAsStringAsync()).TrimEnd().Split('\n');
        var last = JsonSerializer.Deserialize<JsonElement>(records[2]);
        Check(rows[0] == "name,email", "the first row is the header");
        Check(rows[3] == $"{last.GetProperty("name")},{last.GetProperty("email")}", "both say the same");
        Console.WriteLine($"download: {last.GetProperty("name")} from seed {table.Headers.GetValues("Phoney-Seed").Single()}");
    }
    // [/download]

    // [bulk]
    static async Task Bulk()
    {
        var login = await Client.PostAsync("/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["username"] = Setting("PHONEY_USERNAME", "admin"),
            ["password"] = Setting("PHONEY_PASSWORD", "phoney-development"),
        }));
        var token = (await Json(login)).GetProperty("access_token").GetString();
        var wanted = new { template = User, count = 20_000, seed = 42 };
        using var answer = await Post(
            "/api/v1/template/generate", wanted, ("Authorization", $"Bearer {token}"), ("Accept", "application/x-ndjson"));
        answer.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        var count = 0;
        while (await reader.ReadLineAsync() != null) count++; // one record in memory at a time
        Check(count == 20_000, "all of them");
        Console.WriteLine($"bulk: {count} records");
    }
    // [/bulk]

    // [errors]
    static async Task Errors()
    {
        var wrong = await Post("/template", new { template = new { name = "{{nmae}}" } });
        Check((int)wrong.StatusCode == 422, "a template that is wrong");
        var problem = (await Json(wrong)).GetProperty("detail").GetProperty("errors")[0];
        var (field, generator) = (problem.GetProperty("field"), problem.GetProperty("generator"));
        Console.WriteLine($"error: 422 {field} {generator} {problem.GetProperty("suggestions")[0]}");
        var tooMany = await Post("/template", new { template = User, count = 5000 });
        Check((int)tooMany.StatusCode == 400, "more than anybody gets");
        Console.WriteLine($"error: 400 {(await Json(tooMany)).GetProperty("detail")}");
    }
    // [/errors]

    static async Task Main()
    {
        await Users();
        await Template();
        await Unique();
        await Download();
        await Bulk();
        await Errors();
    }
}
