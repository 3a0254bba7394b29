package io.strait.replicator.topology;

import java.util.regex.Pattern;

/** The one rule for names that end up in topic names, metric labels and producer ids. */
final class Names {
  private static final Pattern LEGAL = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

  private Names() {}

  static String checked(String what, String value) {
    if (!LEGAL.matcher(value).matches()) {
      throw new IllegalArgumentException(
          what
              + " '"
              + value
              + "' is not legal: 1 to 63 characters of a-z, 0-9, '.', '_' or '-', starting with a letter or digit");
    }
    return value;
  }
}
