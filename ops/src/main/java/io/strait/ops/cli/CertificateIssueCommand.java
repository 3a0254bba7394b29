package io.strait.ops.cli;

import io.strait.migrator.journal.JournalException;
import io.strait.migrator.plan.Wave;
import io.strait.migrator.run.Migrations;
import io.strait.ops.agent.Certifier;
import io.strait.ops.agent.WaveEvidence;
import io.strait.ops.config.StraitConfig;
import io.strait.ops.daemon.Access;
import io.strait.ops.verify.Contracts;
import io.strait.ops.view.CertificateText;
import io.strait.ops.view.ExitCode;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.sync.SourceTopics;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.certificate.Acceptance;
import io.strait.validator.certificate.Certificate;
import io.strait.validator.certificate.CertificateFile;
import io.strait.validator.certificate.SigningKey;
import io.strait.validator.check.Verdict;
import io.strait.validator.report.TextReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code strait certificate issue}. */
@Command(
    name = "issue",
    description = {
      "Proves a copy in full and signs what was proved.",
      "With --wave up to the frontier that its last switch sealed, with the evidence of the fence;",
      "with --link up to where the source is now. Exit code 3 or 4, and no file, when the proof is",
      "not passed and what was found was not accepted by name."
    })
final class CertificateIssueCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigFile configFile;

  @ArgGroup(multiplicity = "1")
  private Subject subject;

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description =
          "File of the private key of 'certificate keygen' (readable by its owner, at most its group too), or"
              + " $${env:NAME} that holds its text.")
  private String key;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "Where to write the certificate.")
  private Path out;

  @Option(
      names = "--accept",
      paramLabel = "CODE:TOPIC/PARTITION@OFFSET=REASON",
      description = "Take this finding upon yourself; repeatable.")
  private List<String> accepted = List.of();

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Who accepts findings (default: the user of this machine).")
  private String by = System.getProperty("user.name", "unknown");

  /** What is certified. */
  private static final class Subject {
    @Option(names = "--wave", description = "A wave that was switched.")
    private String wave;

    @Option(names = "--link", description = "A link, up to where its source is now.")
    private String link;
  }

  @Override
  public Integer call() throws IOException {
    StraitConfig config = configFile.load(spec.commandLine().getErr());
    OutputOption.check("--out", out);
    SigningKey signing = KeyReference.read(key, System.getenv());
    List<Acceptance> acceptances = acceptances();
    Optional<Wave> wave = wave(config);
    Link link = wave.map(Wave::link).orElseGet(() -> Links.named(config, subject.link));
    Optional<WaveEvidence> evidence = wave.map(one -> evidence(config, one));
    Certifier.Result result;
    try (Cluster source = new Cluster(config.cluster(link.source()).copying());
        Cluster target = new Cluster(config.cluster(link.target()).copying())) {
      List<TopicMapping> topics = SourceTopics.of(link, source).topics();
      Contracts contracts = Contracts.of(config, link, source, target, topics);
      Certifier certifier =
          new Certifier(link, source, target, topics, contracts, Clock.systemUTC());
      String about = wave.map(one -> "wave " + one.name()).orElse("link " + link.name());
      result =
          CertificateCommand.orFail(
              () ->
                  certifier.issue(new Version().getVersion()[0], about, evidence, acceptances, by));
    }
    if (result.certificate().isEmpty()) {
      spec.commandLine().getOut().println(TextReport.of(result.report()).stripTrailing());
      boolean failed = result.report().verdict() instanceof Verdict.Failed;
      throw new CommandFailure(
          failed ? ExitCode.FAILED : ExitCode.INCONCLUSIVE,
          "no certificate: " + result.refusal().orElse("nothing was proved"));
    }
    Certificate certificate = result.certificate().get();
    write(CertificateCommand.orFail(() -> CertificateFile.signed(certificate, signing)));
    spec.commandLine().getOut().println(CertificateText.of(certificate, signing.fingerprint()));
    spec.commandLine().getOut().println("Written to " + out);
    return ExitCode.PASSED;
  }

  /** All of it or nothing: a cut-off file beside a lost proof would help nobody. */
  private void write(String text) throws IOException {
    Path part = out.resolveSibling(out.getFileName() + ".part");
    try {
      Files.writeString(part, text);
      Files.move(part, out, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private List<Acceptance> acceptances() {
    try {
      return accepted.stream().map(Acceptance::parse).toList();
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE_OR_CONFIG, "--accept " + e.getMessage());
    }
  }

  private Optional<Wave> wave(StraitConfig config) {
    if (subject.wave == null) {
      return Optional.empty();
    }
    return Optional.of(
        config
            .wave(subject.wave)
            .orElseThrow(
                () ->
                    new CommandFailure(
                        ExitCode.USAGE_OR_CONFIG,
                        "there is no wave '" + subject.wave + "' in the configuration")));
  }

  private static WaveEvidence evidence(StraitConfig config, Wave wave) {
    try (Migrations migrations = Access.migrations(config, Clock.systemUTC())) {
      return WaveEvidence.of(migrations.journal(wave))
          .orElseThrow(
              () ->
                  new CommandFailure(
                      ExitCode.FAILED,
                      "wave '"
                          + wave.name()
                          + "' is not switched, so there is no sealed frontier; switch it first, or"
                          + " certify its link with --link"));
    } catch (JournalException e) {
      throw new CommandFailure(ExitCode.FAILED, e.getMessage());
    }
  }
}
