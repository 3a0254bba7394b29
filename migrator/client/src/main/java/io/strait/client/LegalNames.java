package io.strait.client;

import java.util.regex.Pattern;

/** The rules for names that become record keys; the same as for cluster aliases and waves. */
final class LegalNames {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
  private static final Pattern INSTANCE = Pattern.compile("[a-zA-Z0-9._-]{1,249}");
  private static final Pattern NOT_INSTANCE = Pattern.compile("[^a-zA-Z0-9._-]");

  private LegalNames() {}

  static boolean isName(String value) {
    return NAME.matcher(value).matches();
  }

  static void check(String what, String value) {
    if (!isName(value)) {
      throw new IllegalArgumentException(what + " '" + value + "' is not legal: " + nameRule());
    }
  }

  static String nameRule() {
    return "1 to 63 characters of a-z, 0-9, '.', '_' or '-', starting with a letter or digit";
  }

  static void checkInstance(String value) {
    if (!INSTANCE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "instance '"
              + value
              + "' is not legal: 1 to 249 characters of a-z, A-Z, 0-9, '.', '_' or '-'");
    }
  }

  /** The same text with {@code '_'} for every character that an instance may not have. */
  static String asInstance(String text) {
    return NOT_INSTANCE.matcher(text).replaceAll("_");
  }
}
