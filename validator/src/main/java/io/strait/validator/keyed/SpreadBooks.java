package io.strait.validator.keyed;

import io.strait.replicator.topology.OffsetRange;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.FindingCounts;
import io.strait.validator.keyed.SpreadKey.At;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What was found in the partitions of a topic, by source partition. One thread. */
final class SpreadBooks {
  private final TopicMapping topic;
  private final int samples;
  private final List<Page> pages = new ArrayList<>();

  SpreadBooks(TopicMapping topic, int partitions, int samples) {
    this.topic = topic;
    this.samples = samples;
    for (int p = 0; p < partitions; p++) {
      pages.add(new Page());
    }
  }

  /** What was found in one source partition. */
  static final class Page {
    final List<Finding> findings = new ArrayList<>();
    final Map<FindingCode, Long> counts = new EnumMap<>(FindingCode.class);
    final Map<FindingCode, Long> explained = new EnumMap<>(FindingCode.class);
    long first = Long.MAX_VALUE;
    long behind;
    long firstBehind = Long.MAX_VALUE;

    OffsetRange proven(OffsetRange judged) {
      long to = Math.min(judged.to(), Math.min(first, firstBehind));
      return new OffsetRange(judged.from(), Math.max(judged.from(), to));
    }

    FindingCounts counts() {
      return new FindingCounts(counts);
    }
  }

  Page page(int partition) {
    return pages.get(partition);
  }

  void add(FindingCode code, At source, At target, String evidence) {
    add(code, source.partition(), source.offset(), source, target, evidence);
  }

  /** Either record may be null where there is none. */
  void add(FindingCode code, int partition, long at, At source, At target, String evidence) {
    Page page = pages.get(partition);
    long kept = page.counts.merge(code, 1L, Long::sum);
    page.first = Math.min(page.first, at);
    if (kept <= samples) {
      page.findings.add(finding(code, partition, at, source, target, evidence));
    }
  }

  void explain(FindingCode code, int partition, long at, At source, At target, String why) {
    Page page = pages.get(partition);
    if (page.explained.merge(code, 1L, Long::sum) <= 3) {
      page.findings.add(finding(code, partition, at, source, target, "").explained(why));
    }
  }

  void behind(At source) {
    Page page = pages.get(source.partition());
    page.behind++;
    page.firstBehind = Math.min(page.firstBehind, source.offset());
  }

  private Finding finding(
      FindingCode code, int partition, long at, At source, At target, String evidence) {
    return new Finding(
        code, topic, partition, at, offset(source), offset(target), text(source, target, evidence));
  }

  private String text(At source, At target, String evidence) {
    String from =
        source == null
            ? "no record"
            : topic.source() + "-" + source.partition() + " offset " + source.offset();
    String to =
        target == null
            ? "no record"
            : topic.target() + "-" + target.partition() + " offset " + target.offset();
    return "source " + from + ", target " + to + (evidence.isEmpty() ? "" : "; " + evidence);
  }

  private static OptionalLong offset(At at) {
    return at == null ? OptionalLong.empty() : OptionalLong.of(at.offset());
  }
}
