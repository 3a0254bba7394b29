package io.strait.ops.brokers;

import io.strait.ops.cli.Strait;
import java.io.PrintWriter;
import java.io.StringWriter;

/** What one command line did, and said on either stream. */
record Ran(int code, String text) {
  static Ran strait(String... words) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text, true);
    int code = Strait.run(out, out, words);
    return new Ran(code, text.toString());
  }
}
