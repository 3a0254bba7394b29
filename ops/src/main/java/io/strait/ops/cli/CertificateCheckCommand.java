package io.strait.ops.cli;

import io.strait.ops.agent.Certifier;
import io.strait.ops.config.StraitConfig;
import io.strait.ops.verify.Contracts;
import io.strait.ops.view.CertificateText;
import io.strait.ops.view.ExitCode;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.certificate.Certificate;
import io.strait.validator.certificate.CertificateCheck;
import io.strait.validator.certificate.CertificateFile;
import io.strait.validator.certificate.CertifiedPartition;
import io.strait.validator.certificate.PartitionStanding;
import io.strait.validator.certificate.PartitionStanding.State;
import io.strait.validator.certificate.SigningKey;
import io.strait.validator.contract.Contract;
import io.strait.validator.contract.Expectation;
import io.strait.validator.log.Pace;
import io.strait.validator.log.ReadingConsumer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
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
      "With --cluster that cluster's records are read again. Where the copy is declared to differ, the",
      "link must be in the configuration, and both clusters are asked what is declared.",
      "Exit code 2 for a file that is no certificate or another cluster, 3 when the signature does",
      "not hold or records are not as certified, 4 when retention has taken part of them."
    })
final class CertificateCheckCommand implements Callable<Integer> {
  private static final Duration STALL = Duration.ofSeconds(30);

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
    List<PartitionStanding> standings = readAgain(certificate, out);
    out.println(CertificateText.of(standings));
    return code(standings);
  }

  private List<PartitionStanding> readAgain(Certificate certificate, PrintWriter out) {
    StraitConfig config = configFile.load(spec.commandLine().getErr());
    ClusterAlias alias =
        config.clusters().keySet().stream()
            .filter(one -> one.value().equals(cluster))
            .findFirst()
            .orElseThrow(
                () ->
                    new CommandFailure(
                        ExitCode.USAGE_OR_CONFIG,
                        "there is no cluster '" + cluster + "' in the configuration"));
    try (Cluster side = new Cluster(config.cluster(alias).copying());
        ReadingConsumer consumer =
            new ReadingConsumer(
                side, STALL, Clock.systemUTC(), () -> false, (records, bytes) -> {}, Pace.FREE)) {
      boolean source = isSource(certificate, side);
      Function<TopicMapping, Contract> contracts = contracts(config, certificate);
      out.println("Reading the " + (source ? "source" : "target") + " '" + cluster + "' again.");
      List<PartitionStanding> standings = new ArrayList<>();
      for (CertifiedPartition one : certificate.partitions()) {
        String topic = source ? one.topic().source() : one.topic().target();
        Contract contract = contracts.apply(one.topic()).at(one.partition());
        standings.add(
            new CertificateCheck(
                    one, source, consumer.log(new TopicPartition(topic, one.partition())), contract)
                .run());
      }
      return standings;
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

  /** Declared differences are in the configuration; both clusters are asked for them. */
  private static Function<TopicMapping, Contract> contracts(
      StraitConfig config, Certificate certificate) {
    boolean plain =
        certificate.partitions().stream()
            .allMatch(one -> one.expectation().equals(Expectation.SAME.text()));
    if (plain) {
      return topic -> Contract.PLAIN;
    }
    Link link = Links.named(config, certificate.link());
    List<TopicMapping> topics =
        certificate.partitions().stream().map(CertifiedPartition::topic).distinct().toList();
    try (Cluster source = new Cluster(config.cluster(link.source()).copying());
        Cluster target = new Cluster(config.cluster(link.target()).copying())) {
      Contracts declared = Contracts.of(config, link, source, target, topics);
      return topic -> Certifier.plain(declared.apply(topic));
    }
  }

  private static int code(List<PartitionStanding> standings) {
    if (standings.stream().anyMatch(one -> one.state() == State.DIFFERENT)) {
      return ExitCode.FAILED;
    }
    boolean all = standings.stream().allMatch(one -> one.state() == State.HOLDS);
    return all && !standings.isEmpty() ? ExitCode.PASSED : ExitCode.INCONCLUSIVE;
  }
}
