package io.strait.replicator.registry;

/**
 * A subject apart from its context.
 *
 * @param context with its leading dot; {@code .} is the default one
 * @param name without the context
 */
public record SubjectName(String context, String name) {
  /** The context of subjects that name none. */
  public static final String DEFAULT = ".";

  /** Reads {@code name} or {@code :.ctx:name}. */
  public static SubjectName of(String qualified) {
    int end = qualified.startsWith(":.") ? qualified.indexOf(':', 1) : -1;
    return end < 0
        ? new SubjectName(DEFAULT, qualified)
        : new SubjectName(qualified.substring(1, end), qualified.substring(end + 1));
  }

  /** As registries write it; subjects of the default context have no prefix. */
  public String qualified() {
    return context.equals(DEFAULT) ? name : ":" + context + ":" + name;
  }

  /** The prefix of everything that a context as a whole is asked, empty for the default one. */
  public static String prefix(String context) {
    return context.equals(DEFAULT) ? "" : ":" + context + ":";
  }
}
