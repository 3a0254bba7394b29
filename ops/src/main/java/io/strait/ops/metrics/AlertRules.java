package io.strait.ops.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The alert rules that come with Strait, in the format of Prometheus. */
public final class AlertRules {
  private static final String RESOURCE = "alerts.yaml";

  private AlertRules() {}

  /** The whole file. */
  public static String text() {
    try (InputStream in = AlertRules.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing from Strait's own jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
