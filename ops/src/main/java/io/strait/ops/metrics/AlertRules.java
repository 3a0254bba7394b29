package io.strait.ops.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The alert rules that come with Strait, in the format of Prometheus. */
public final class AlertRules {
  private static final String RESOURCE = "alerts.yaml";

  private static final String RUNBOOK = "runbook_url: \"runbooks/";

  private AlertRules() {}

  /**
   * The whole file.
   *
   * @param runbookBase what stands before {@code runbooks/...} in links, without a slash at its end
   */
  public static String text(String runbookBase) {
    return text().replace(RUNBOOK, RUNBOOK.replace("runbooks/", runbookBase + "/runbooks/"));
  }

  /** The whole file; links to runbooks begin at the folder that holds {@code runbooks}. */
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
