package io.strait.sandbox.child;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** The child's end of its standard input: settings first, then nothing until the parent is gone. */
final class ParentPipe {
  /** Ends the settings. */
  static final String END_OF_SETTINGS = ".";

  private static final int PARENT_GONE = 3;

  private final BufferedReader parent =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

  /** Reads the settings, once. */
  Properties settings() throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line = parent.readLine(); !END_OF_SETTINGS.equals(line); line = parent.readLine()) {
      if (line == null) {
        throw new IOException("settings ended early; this program is started by the sandbox only");
      }
      text.append(line).append('\n');
    }
    Properties settings = new Properties();
    settings.load(new StringReader(text.toString()));
    return settings;
  }

  /** From now on, ends this process at once when the parent ends. */
  void endWithParent() {
    Thread watch =
        new Thread(
            () -> {
              awaitEnd();
              Runtime.getRuntime().halt(PARENT_GONE);
            },
            "watch-parent");
    watch.setDaemon(true);
    watch.start();
  }

  private void awaitEnd() {
    try {
      while (parent.readLine() != null) {
        // The parent has nothing more to say; only the end of the stream matters.
      }
    } catch (IOException broken) {
      return;
    }
  }
}
