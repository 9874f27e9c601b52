// datafaker, with Jackson's databind for the JSON.

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.Callable;
import net.datafaker.Faker;

public final class Bench {
  private static final int MEASURED_ROUNDS = 3;
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  record User(String name, String email, String address, int age) {}

  record Measured(double ns, double meanLength) {}

  /** Nanoseconds of process CPU time per call (best round after one warm-up round) and mean length. */
  private static Measured measure(int count, Callable<Integer> produce) throws Exception {
    long best = Long.MAX_VALUE;
    long length = 0;
    for (int round = 0; round <= MEASURED_ROUNDS; round++) {
      length = 0;
      long start = PROCESS.getProcessCpuTime();
      for (int i = 0; i < count; i++) length += produce.call();
      if (round > 0) best = Math.min(best, PROCESS.getProcessCpuTime() - start);
    }
    return new Measured((double) best / count, (double) length / count);
  }

  private static String version() throws IOException {
    var properties = new Properties();
    try (var in = Faker.class.getResourceAsStream("/META-INF/maven/net.datafaker/datafaker/pom.properties")) {
      properties.load(in);
    }
    return properties.getProperty("version");
  }

  public static void main(String[] args) throws Exception {
    int records = Integer.parseInt(args[0]);
    var fake = new Faker(new Random(42));
    var json = new ObjectMapper();
    var record = measure(records, () -> json.writeValueAsBytes(new User(
        fake.name().fullName(),
        fake.internet().emailAddress(),
        fake.address().fullAddress(),
        fake.number().numberBetween(18, 81))).length);
    // The JVM reads CPU time in steps of 10 ms, so a name, being cheap, is made more often.
    var name = measure(10 * records, () -> fake.name().fullName().length());

    var line = new LinkedHashMap<String, Object>();
    line.put("peer", "datafaker");
    line.put("version", version());
    line.put("runtime", "Java " + System.getProperty("java.version"));
    line.put("record_ns", record.ns());
    line.put("name_ns", name.ns());
    line.put("records", records);
    line.put("record_bytes", record.meanLength());
    System.out.println(json.writeValueAsString(line));
  }
}
