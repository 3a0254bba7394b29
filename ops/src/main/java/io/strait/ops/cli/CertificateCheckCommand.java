package io.strait.ops.cli;

import io.strait.ops.agent.JournalWitness;
import io.strait.ops.agent.Rereading;
import io.strait.ops.config.ClusterConfig;
import io.strait.ops.config.StraitConfig;
import io.strait.ops.view.CertificateText;
import io.strait.ops.view.ExitCode;
import io.strait.replicator.cluster.Cluster;
import io.strait.validator.certificate.Certificate;
import io.strait.validator.certificate.CertificateFile;
import io.strait.validator.certificate.PartitionStanding;
import io.strait.validator.certificate.PartitionStanding.State;
import io.strait.validator.certificate.SigningKey;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code strait certificate check}. */
@Command(
    name = "check",
    description = {
      "Checks a certificate's signature and, if asked to, the cluster it speaks of.",
      "With --cluster that cluster's records are read again and compared with what the certificate",
      "says of them; the other cluster is not needed, nor the link in the configuration.",
      "Exit code 2 for a file that is no certificate or another cluster, 3 when the signature does",
      "not hold or records are not as certified, 4 when retention or a cleaner has taken part of",
      "them, so that not all could be compared again."
    })
final class CertificateCheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigFile configFile;

  @Parameters(paramLabel = "FILE", description = "The certificate.")
  private Path file;

  @Option(
      names = "--public-key",
      required = true,
      paramLabel = "FILE",
      description = "The public key of whoever issued it, from a source that you trust.")
  private Path publicKey;

  @Option(
      names = "--cluster",
      paramLabel = "ALIAS",
      description = "Read this cluster of the configuration again; source or target of the copy.")
  private String cluster;

  @Override
  public Integer call() {
    CertificateFile signed = CertificateCommand.read(file);
    String text = CertificateCommand.text(publicKey, "the public key");
    PublicKey key = CertificateCommand.orFail(() -> SigningKey.publicKey(text));
    Certificate certificate =
        CertificateCommand.orFail(
            () -> {
              signed.verify(key);
              return signed.certificate();
            });
    PrintWriter out = spec.commandLine().getOut();
    out.println("The signature of key " + signed.keyFingerprint() + " holds.");
    if (cluster == null) {
      out.println(CertificateText.of(certificate, signed.keyFingerprint()));
      out.println("No cluster was read; name one with --cluster.");
      return ExitCode.PASSED;
    }
    out.println(CertificateText.of(certificate, signed.keyFingerprint()));
    ClusterConfig access = access(configFile.load(spec.commandLine().getErr()));
    Rereading.Result result = readAgain(certificate, access, out);
    out.println(CertificateText.of(result.standings()));
    result.notes().forEach(note -> out.println("  note: " + note));
    Optional<JournalWitness.Word> journal = journal(certificate, access);
    journal.ifPresent(word -> out.println("  note: " + word.text()));
    return journal.filter(JournalWitness.Word::contradicts).isPresent()
        ? ExitCode.FAILED
        : code(result.standings());
  }

  private Optional<JournalWitness.Word> journal(Certificate certificate, ClusterConfig access) {
    try (Cluster side = new Cluster(access.cutover().orElse(access.copying()))) {
      return JournalWitness.of(certificate, side, Clock.systemUTC());
    }
  }

  private ClusterConfig access(StraitConfig config) {
    return config.clusters().entrySet().stream()
        .filter(one -> one.getKey().value().equals(cluster))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.USAGE_OR_CONFIG,
                    "there is no cluster '" + cluster + "' in the configuration"));
  }

  private Rereading.Result readAgain(
      Certificate certificate, ClusterConfig access, PrintWriter out) {
    try (Cluster side = new Cluster(access.copying())) {
      boolean source = isSource(certificate, side);
      out.println("Reading the " + (source ? "source" : "target") + " '" + cluster + "' again.");
      return new Rereading(certificate, source, side, Clock.systemUTC()).read();
    }
  }

  private boolean isSource(Certificate certificate, Cluster side) {
    String id = side.await("asking for its id", side.admin().describeCluster().clusterId());
    boolean source = certificate.source().id().equals(id);
    if (!source && !certificate.target().id().equals(id)) {
      throw new CommandFailure(
          ExitCode.USAGE_OR_CONFIG,
          "cluster '"
              + cluster
              + "' has the id "
              + id
              + ", but this certificate is about "
              + certificate.source().id()
              + " and "
              + certificate.target().id()
              + "; name one of those");
    }
    return source;
  }

  private static int code(List<PartitionStanding> standings) {
    if (standings.stream().anyMatch(one -> one.state() == State.DIFFERENT)) {
      return ExitCode.FAILED;
    }
    boolean all = standings.stream().allMatch(one -> one.state() == State.HOLDS);
    return all && !standings.isEmpty() ? ExitCode.PASSED : ExitCode.INCONCLUSIVE;
  }
}
