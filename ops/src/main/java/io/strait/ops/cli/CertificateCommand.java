package io.strait.ops.cli;

import io.strait.ops.view.CertificateText;
import io.strait.ops.view.ExitCode;
import io.strait.validator.certificate.CertificateException;
import io.strait.validator.certificate.CertificateFile;
import io.strait.validator.certificate.SigningKey;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code strait certificate}. */
@Command(
    name = "certificate",
    description = "Certifies a proved copy in a signed file, and checks such files.",
    subcommands = {
      CertificateCommand.Keygen.class,
      CertificateIssueCommand.class,
      CertificateCommand.Show.class,
      CertificateCheckCommand.class
    })
final class CertificateCommand extends CommandGroup {

  /** {@code strait certificate keygen}. */
  @Command(
      name = "keygen",
      description = "Makes a pair of keys: signing.key (mode 600, keep it secret) and signing.pub.")
  static final class Keygen implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
        names = "--out",
        required = true,
        paramLabel = "DIR",
        description = "Where to put them; nothing there is overwritten.")
    private Path folder;

    @Override
    public Integer call() throws IOException {
      Path secret = folder.resolve("signing.key");
      Path open = folder.resolve("signing.pub");
      SigningKey key = SigningKey.generate();
      try {
        Files.createDirectories(folder);
        if (Files.exists(open)) {
          throw new FileAlreadyExistsException(open.toString());
        }
        Files.createFile(secret, mode(folder));
        Files.writeString(secret, key.privateText());
        Files.writeString(open, key.publicText(), StandardOpenOption.CREATE_NEW);
      } catch (FileAlreadyExistsException e) {
        throw new CommandFailure(
            ExitCode.USAGE_OR_CONFIG,
            e.getMessage() + " exists already; keep it, or choose another --out");
      }
      spec.commandLine().getOut().println("Key " + key.fingerprint());
      spec.commandLine().getOut().println("  private: " + secret);
      spec.commandLine().getOut().println("  public:  " + open);
      return ExitCode.PASSED;
    }

    private static FileAttribute<?>[] mode(Path folder) throws IOException {
      boolean posix = Files.getFileStore(folder).supportsFileAttributeView("posix");
      return posix
          ? new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
          }
          : new FileAttribute<?>[0];
    }
  }

  /** {@code strait certificate show}. */
  @Command(
      name = "show",
      description = {
        "Prints what a certificate says.",
        "Neither its signature nor any cluster is looked at; 'certificate check' does."
      })
  static final class Show implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The certificate.")
    private Path file;

    @Override
    public Integer call() {
      CertificateFile certificate = read(file);
      spec.commandLine()
          .getOut()
          .println(
              orFail(
                  () ->
                      CertificateText.of(certificate.certificate(), certificate.keyFingerprint())));
      return ExitCode.PASSED;
    }
  }

  /** The certificate in a file. */
  static CertificateFile read(Path file) {
    return orFail(() -> CertificateFile.read(text(file, "the certificate")));
  }

  /** The text of a file, or a failure that says what it should have been. */
  static String text(Path file, String what) {
    try {
      return Files.readString(file);
    } catch (MalformedInputException e) {
      throw new CommandFailure(ExitCode.USAGE_OR_CONFIG, file + " is not UTF-8 text");
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.USAGE_OR_CONFIG, what + " " + file + " cannot be read; name another file");
    }
  }

  /** A forged certificate is a failed verdict, one that cannot be used wrong usage. */
  static <T> T orFail(Supplier<T> work) {
    try {
      return work.get();
    } catch (CertificateException e) {
      int code =
          switch (e.kind()) {
            case FORGED -> ExitCode.FAILED;
            case UNSETTLED -> ExitCode.INCONCLUSIVE;
            case UNUSABLE -> ExitCode.USAGE_OR_CONFIG;
          };
      throw new CommandFailure(code, e.getMessage());
    }
  }
}
