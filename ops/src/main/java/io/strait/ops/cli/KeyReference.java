package io.strait.ops.cli;

import io.strait.ops.view.ExitCode;
import io.strait.validator.certificate.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a private key is: a file, <code>${file:/path}</code>, or <code>${env:NAME}</code>. The key
 * itself is refused, for arguments are seen by all users of a machine; nothing of it is ever shown.
 */
final class KeyReference {
  private static final Pattern FORM = Pattern.compile("\\$\\{(env|file):(.+)}");

  private KeyReference() {}

  /** The key that a reference leads to. */
  static SigningKey read(String reference, Map<String, String> environment) {
    if (reference.contains("-----") || reference.contains("\n")) {
      throw failure(
          "--key was given a key instead of its place, where every user of this machine may have"
              + " seen it: make a new pair with 'strait certificate keygen' and name its file");
    }
    Matcher matcher = FORM.matcher(reference);
    boolean formed = matcher.matches();
    String text =
        formed && matcher.group(1).equals("env")
            ? fromEnvironment(matcher.group(2), environment)
            : fromFile(Path.of(formed ? matcher.group(2) : reference));
    return CertificateCommand.orFail(() -> SigningKey.read(text));
  }

  private static String fromEnvironment(String name, Map<String, String> environment) {
    return Optional.ofNullable(environment.get(name))
        .orElseThrow(
            () -> failure("--key names the environment variable " + name + ", which is not set"));
  }

  private static String fromFile(Path file) {
    String text = CertificateCommand.text(file, "the private key");
    try {
      if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
        refuseOpen(file, Files.getPosixFilePermissions(file));
      }
    } catch (IOException e) {
      throw failure("the permissions of " + file + " cannot be read; name another file");
    }
    return text;
  }

  private static void refuseOpen(Path file, Set<PosixFilePermission> permissions) {
    for (PosixFilePermission one : permissions) {
      boolean others = one.name().startsWith("OTHERS_");
      if (others || one == PosixFilePermission.GROUP_WRITE) {
        throw failure(
            "the private key "
                + file
                + " is open to others than its owner ("
                + one
                + "); run: chmod 600 "
                + file
                + ", and make a new pair if somebody may have read it");
      }
    }
  }

  private static CommandFailure failure(String text) {
    return new CommandFailure(ExitCode.USAGE_OR_CONFIG, text);
  }
}
