package io.strait.ops.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;

/** On what and with what was measured, for whoever reads the figures later. */
final class Setting {
  private Setting() {}

  static Map<String, String> of(BenchPlan plan) {
    Map<String, String> setting = new LinkedHashMap<>();
    setting.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    setting.put("java", System.getProperty("java.version"));
    setting.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    setting.put("kafka", kafka());
    setting.put("brokers", "1 per side, heap 1 GiB, replication 1, loopback");
    setting.put("partitions", Integer.toString(plan.partitions()));
    setting.put("record", "1,024-byte value, key, one header");
    setting.put("size_mib", Integer.toString(plan.sizeMib()));
    setting.put("rounds", Integer.toString(plan.rounds()));
    setting.put("seed", Long.toString(plan.seed()));
    return setting;
  }

  /** kafka-clients says so itself. */
  private static String kafka() {
    Properties version = new Properties();
    try (InputStream file = Admin.class.getResourceAsStream("/kafka/kafka-version.properties")) {
      if (file != null) {
        version.load(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the version inside kafka-clients cannot be read", e);
    }
    return version.getProperty("version", "unknown");
  }
}
