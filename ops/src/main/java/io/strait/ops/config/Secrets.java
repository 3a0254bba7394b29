package io.strait.ops.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces <code>${env:NAME}</code>, <code>${file:/path}</code> (the whole file) and <code>
 * ${file:/path:key}</code> (one key of a properties file) by what they stand for.
 *
 * <p>A file's trailing line break is not part of the secret; a relative path starts at the folder
 * of the configuration file.
 */
final class Secrets {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(.*?)}");

  private final Map<String, String> environment;
  private final Path folder;
  private final Problems problems;
  private final Set<Path> warned = new HashSet<>();

  Secrets(Map<String, String> environment, Path folder, Problems problems) {
    this.environment = environment;
    this.folder = folder;
    this.problems = problems;
  }

  /** Whether a value takes something from elsewhere. */
  static boolean refersTo(String value) {
    return REFERENCE.matcher(value).find();
  }

  /**
   * As {@link #resolve}, of a value that is a secret: one that stands there itself is warned of.
   */
  Optional<String> secret(Text text) {
    if (!refersTo(text.value())) {
      problems.warning(
          text.path(),
          text.line(),
          "holds a secret in plain text",
          "Move it out: ${file:/path} or ${env:NAME}");
    }
    return resolve(text);
  }

  /**
   * The value with every reference replaced; empty when one cannot be, and then a problem is
   * recorded for each.
   */
  Optional<String> resolve(Text text) {
    Matcher matcher = REFERENCE.matcher(text.value());
    AtomicBoolean whole = new AtomicBoolean(true);
    String value =
        matcher.replaceAll(
            found -> {
              Optional<String> secret = lookUp(text, found.group(1));
              whole.compareAndSet(true, secret.isPresent());
              return Matcher.quoteReplacement(secret.orElse(""));
            });
    return whole.get() ? Optional.of(value) : Optional.empty();
  }

  private Optional<String> lookUp(Text text, String reference) {
    if (reference.startsWith("env:")) {
      return fromEnvironment(text, reference.substring("env:".length()));
    }
    if (reference.startsWith("file:")) {
      return fromFile(text, reference.substring("file:".length()));
    }
    problems.error(
        text.path(),
        text.line(),
        "refers to '${" + reference + "}'",
        "Write ${env:NAME} or ${file:/path}; nothing else is known");
    return Optional.empty();
  }

  private Optional<String> fromEnvironment(Text text, String name) {
    Optional<String> value =
        Optional.ofNullable(environment.get(name)).filter(found -> !found.isEmpty());
    if (value.isEmpty()) {
      problems.error(
          text.path(),
          text.line(),
          "refers to the environment variable '" + name + "', which is not set",
          "Set it for this process or use ${file:/path}");
    }
    return value;
  }

  private Optional<String> fromFile(Text text, String reference) {
    FileReference file = FileReference.of(folder, reference);
    try {
      Optional<String> secret = file.read();
      warnIfOthersMayRead(text, file.path());
      if (secret.isEmpty()) {
        problems.error(
            text.path(),
            text.line(),
            "refers to the file '" + file.path() + "', which " + file.emptiness(),
            "Write the secret into it");
      }
      return secret;
    } catch (IOException e) {
      problems.error(
          text.path(),
          text.line(),
          "refers to the file '" + file.path() + "', which cannot be read (" + reason(e) + ")",
          "Create it, or make it readable for this user");
      return Optional.empty();
    }
  }

  private void warnIfOthersMayRead(Text text, Path file) throws IOException {
    if (!Files.getFileStore(file).supportsFileAttributeView("posix")) {
      return;
    }
    boolean readable =
        Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
    if (readable && warned.add(file)) {
      problems.warning(
          text.path(),
          text.line(),
          "takes a secret from '" + file + "', which every user of this machine may read",
          "Run: chmod 600 " + file);
    }
  }

  private static String reason(IOException e) {
    return e instanceof java.nio.file.NoSuchFileException
        ? "there is no such file"
        : e.getClass().getSimpleName();
  }
}
