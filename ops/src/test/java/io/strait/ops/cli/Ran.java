package io.strait.ops.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What one command line did. */
record Ran(int code, String out, String err) {
  static Ran strait(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Strait.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
    return new Ran(code, out.toString(), err.toString());
  }
}
