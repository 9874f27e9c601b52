// TUTORIAL.md's story in Java. Needs Java 17 or newer and a server: java Story.java. Prints a line per step.
// The JDK reads no JSON, so this asks for text where it can; a project would hand the bodies to Jackson or Gson.

// [start]
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

class Story {
    static final String PHONEY = setting("PHONEY_URL", "http://localhost:8000");
    static final HttpClient CLIENT = HttpClient.newHttpClient();

    static String setting(String name, String otherwise) {
        return System.getenv().getOrDefault(name, otherwise);
    }

    static HttpRequest.Builder post(String path, String body) {
        return HttpRequest.newBuilder(URI.create(PHONEY + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    static void check(boolean good, String what) {
        if (!good) throw new AssertionError(what);
    }
    // [/start]

    // [users]
    static void users() throws Exception {
        var answer = send(HttpRequest.newBuilder(URI.create(PHONEY + "/fake/name?count=2&seed=42")));
        // today, tomorrow, and on every machine
        check(answer.body().contains("\"data\":[\"Allison Hill\",\"Noah Rhodes\"]"), answer.body());
        System.out.println("users: Allison Hill, Noah Rhodes");
    }
    // [/users]

    // [template]
    static void template() throws Exception {
        var answer = send(post("/template", """
                {"template": {"customer": {"name": "{{name}}", "email": "{{email}}"},
                              "items": [{"sku": "{{ean8}}", "amount": "{{random_int:min=1,max=9}}"}]},
                 "count": 2, "seed": 42}"""));
        var email = Pattern.compile("\"name\":\"Allison Hill\",\"email\":\"([^\"]+)\"").matcher(answer.body());
        check(email.find(), answer.body());
        System.out.println("template: " + email.group(1));
    }
    // [/template]

    // [unique]
    static void unique() throws Exception {
        var answer = send(post("/template", """
                {"template": {"seat": "{{random_int:min=1,max=6}}"}, "count": 6, "unique": true, "seed": 42}""")
                .header("Accept", "text/csv"));
        var seats = answer.body().lines().skip(1).sorted().toList(); // the first line is the header
        check(seats.equals(List.of("1", "2", "3", "4", "5", "6")), answer.body());
        System.out.println("unique: " + seats.size() + " seats");
    }
    // [/unique]

    // [download]
    static final String USER = """
            {"name": "{{name}}", "email": "{{email}}"}""";

    static void download() throws Exception {
        var wanted = "{\"template\": " + USER + ", \"count\": 3, \"seed\": 42}";
        var table = send(post("/template", wanted).header("Accept", "text/csv"));
        var records = send(post("/template", wanted).header("Accept", "application/x-ndjson"));
        var row = table.body().lines().toList().get(3).split(",");
        var record = records.body().lines().toList().get(2);
        check(record.equals("{\"name\":\"" + row[0] + "\",\"email\":\"" + row[1] + "\"}"), record);
        System.out.println("download: " + row[0] + " from seed " + table.headers().firstValue("Phoney-Seed").orElseThrow());
    }
    // [/download]

    // [bulk]
    static void bulk() throws Exception {
        var login = "username=" + encoded(setting("PHONEY_USERNAME", "admin"))
                + "&password=" + encoded(setting("PHONEY_PASSWORD", "phoney-development"));
        var answer = send(post("/token", login).setHeader("Content-Type", "application/x-www-form-urlencoded"));
        var token = Pattern.compile("\"access_token\":\"([^\"]+)\"").matcher(answer.body());
        check(token.find(), answer.body());
        var request = post("/api/v1/template/generate", "{\"template\": " + USER + ", \"count\": 20000, \"seed\": 42}")
                .header("Authorization", "Bearer " + token.group(1))
                .header("Accept", "application/x-ndjson");
        var lines = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofLines());
        var count = lines.body().count(); // one record in memory at a time
        check(lines.statusCode() == 200 && count == 20_000, "status " + lines.statusCode());
        System.out.println("bulk: " + count + " records");
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
    // [/bulk]

    // [errors]
    static void errors() throws Exception {
        var wrong = send(post("/template", "{\"template\": {\"name\": \"{{nmae}}\"}}"));
        check(wrong.statusCode() == 422, wrong.body());
        var problem = Pattern.compile("\"field\":\"(\\w+)\",\"generator\":\"(\\w+)\",.*\"suggestions\":\\[\"(\\w+)\"").matcher(wrong.body());
        check(problem.find(), wrong.body());
        System.out.println("error: 422 " + problem.group(1) + " " + problem.group(2) + " " + problem.group(3));
        var tooMany = send(post("/template", "{\"template\": " + USER + ", \"count\": 5000}"));
        check(tooMany.statusCode() == 400, tooMany.body());
        System.out.println("error: 400 " + tooMany.body().replaceAll("^\\{\"detail\":\"|\"}$", ""));
    }
    // [/errors]

    public static void main(String[] arguments) throws Exception {
        users();
        template();
        unique();
        download();
        bulk();
        errors();
    }
}
