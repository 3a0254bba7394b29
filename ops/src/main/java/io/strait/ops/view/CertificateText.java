package io.strait.ops.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.strait.validator.certificate.Certificate;
import io.strait.validator.certificate.CertifiedPartition;
import io.strait.validator.certificate.PartitionStanding;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Certificates and their checks for people. */
public final class CertificateText {
  private CertificateText() {}

  /** What a certificate says. */
  public static String of(Certificate certificate, String key) {
    StringBuilder text = new StringBuilder();
    line(text, "Certificate of %s over link %s", certificate.subject(), certificate.link());
    line(text, "  verdict    %s", certificate.verdict());
    line(text, "  source     %s (%s)", certificate.source().alias(), certificate.source().id());
    line(text, "  target     %s (%s)", certificate.target().alias(), certificate.target().id());
    line(text, "  issued at  %s by %s", certificate.issuedAt(), certificate.product());
    line(text, "  key        %s", key);
    certificate
        .evidenceUntil()
        .ifPresent(until -> line(text, "  evidence   may be gone by retention from %s on", until));
    if (!certificate.journal().isEmpty()) {
      line(
          text,
          "  journal    %s entries, head %s",
          certificate.journal().path("entries").asText(),
          certificate.journal().path("head").asText());
      line(
          text,
          "  fence      proved at %s on %s brokers; may not write: %s",
          certificate.fence().path("proved_at").asText(),
          certificate.fence().path("proof").path("brokers").asText(),
          denied(certificate));
    }
    for (CertifiedPartition one : certificate.partitions()) {
      line(
          text,
          "  %-24s %s of frontier %d, %d records, equal %s, %s",
          one.name(),
          one.proven(),
          one.frontier(),
          one.source().digest().count(),
          one.relation().text(),
          one.claim().word());
    }
    certificate
        .accepted()
        .forEach(
            one -> line(text, "  accepted   %s by %s: %s", one.finding(), one.by(), one.reason()));
    certificate.uncovered().forEach(one -> line(text, "  not covered: %s", one));
    return text.toString().stripTrailing();
  }

  /** What became of its partitions. */
  public static String of(List<PartitionStanding> standings) {
    StringBuilder text = new StringBuilder();
    for (PartitionStanding one : standings) {
      String state =
          switch (one.state()) {
            case HOLDS -> "still true";
            case INCONCLUSIVE -> "inconclusive";
            case DIFFERENT -> "different";
          };
      line(
          text,
          "  %-24s %-12s %d of %d offsets read again%s",
          one.partition().name(),
          state,
          one.covered().size(),
          one.asked().size(),
          one.why().isEmpty() ? "" : "; " + one.why());
    }
    return text.toString().stripTrailing();
  }

  private static Set<String> denied(Certificate certificate) {
    Set<String> principals = new TreeSet<>();
    for (String kind : List.of("raised", "foreign")) {
      for (JsonNode deny : certificate.fence().path("denied").path(kind)) {
        principals.add(deny.path("principal").asText());
      }
    }
    return principals;
  }

  private static void line(StringBuilder text, String form, Object... values) {
    text.append(String.format(Locale.ROOT, form, values)).append('\n');
  }
}
