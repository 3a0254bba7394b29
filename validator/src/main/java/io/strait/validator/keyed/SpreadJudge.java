package io.strait.validator.keyed;

import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.OffsetRange;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.FindingCounts;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.check.Tally;
import io.strait.validator.keyed.SpreadKey.At;
import io.strait.validator.log.DamagedBatch;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.RangeGone;
import io.strait.validator.log.ScanCancelled;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Judges topics whose records were spread anew by key: all source partitions against all target
 * partitions. The records of each key must be the same, in the same order, in one partition;
 * records without a key are compared as a multiset only. Digests per key come first, records of
 * keys that differ are then read again. Any thread, one topic per call.
 */
public final class SpreadJudge {
  /** 56 bytes each in a table half empty: 28 MiB. */
  private static final int KEYS = 1 << 18;

  private static final int RECORDS = 1 << 18;
  private static final int ATTEMPTS = 5;

  private final Function<TopicMapping, Cleaners> policies;
  private final int keys;
  private final int most;

  /** Asks {@code policies} once per topic whether cleaners may have removed records. */
  public SpreadJudge(Function<TopicMapping, Cleaners> policies) {
    this(policies, KEYS);
  }

  /**
   * The same with another bound of memory.
   *
   * @param keys most keys held at a time; where there are more, both sides are read once more for
   *     each further share
   */
  public SpreadJudge(Function<TopicMapping, Cleaners> policies, int keys) {
    this(policies, keys, SpreadSurvey.MOST);
  }

  /**
   * The same with another bound of what is looked at.
   *
   * @param most most differing keys whose records are looked at one by one; where there are more,
   *     nothing of the topic is proved
   */
  public SpreadJudge(Function<TopicMapping, Cleaners> policies, int keys, int most) {
    this.policies = policies;
    this.keys = keys;
    this.most = most;
  }

  /**
   * What was found.
   *
   * @param reports one per source partition, in order
   * @param arrived by source partition, the last offset of a record that stands on the target
   */
  public record Judged(List<PartitionReport> reports, Map<Integer, Long> arrived) {}

  /**
   * One report per source partition, in order. Never throws for what a cluster does or refuses:
   * what was not read is unverifiable, with the reason.
   */
  public Judged judge(Spread spread) {
    String why = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        return attempt(spread);
      } catch (LogMoved | RangeGone moved) {
        why = moved.getMessage() + "; it kept changing during " + ATTEMPTS + " attempts";
      } catch (ClusterException | ScanCancelled | TooManyRecords | DamagedBatch failed) {
        return unread(spread, failed.getMessage());
      }
    }
    return unread(spread, why);
  }

  private Judged attempt(Spread spread) {
    Printer printer = new Printer(spread.options().seed(), spread.contract().expectation());
    SpreadLogs logs = new SpreadLogs(spread, printer);
    SpreadSurvey survey = new SpreadSurvey(logs, keys, most).run();
    SpreadBooks books =
        new SpreadBooks(spread.topic(), spread.sources().size(), spread.options().samples());
    if (!survey.differing().isEmpty()) {
      closer(spread, printer, logs, survey, books);
    }
    return new Judged(reports(spread, logs, survey, books), survey.arrived());
  }

  private void closer(
      Spread spread, Printer printer, SpreadLogs logs, SpreadSurvey survey, SpreadBooks books) {
    Cleaners cleaners = policies.apply(spread.topic());
    long[] reached = survey.reached();
    eachDiffering(
        logs,
        survey,
        key ->
            key.pairs()
                .forEach(
                    pair ->
                        reached[pair[0].partition()] =
                            Math.max(reached[pair[0].partition()], pair[0].offset())));
    Likenesses likenesses = new Likenesses(logs, printer, books, cleaners.any());
    SpreadRule rule =
        new SpreadRule(
            logs, cleaners, record -> mayCome(spread, reached, record), books, likenesses);
    eachDiffering(logs, survey, rule::judge);
    likenesses.settle();
  }

  /** Behind everything of its partition that has arrived, or behind what was asked for. */
  private static boolean mayCome(Spread spread, long[] reached, At record) {
    OffsetRange demanded = spread.demanded().get(record.partition());
    long arrived = reached[record.partition()];
    long settled = spread.settled().getOrDefault(record.partition(), arrived);
    return demanded == null
        ? record.offset() > Math.min(settled, arrived)
        : record.offset() >= demanded.to();
  }

  private static void eachDiffering(
      SpreadLogs logs, SpreadSurvey survey, java.util.function.Consumer<SpreadKey> sink) {
    Deque<Share> left = new ArrayDeque<>();
    left.push(Share.ALL);
    RecordIndex index = new RecordIndex();
    while (!left.isEmpty()) {
      Share[] now = {left.pop()};
      index.clear();
      logs.each(
          (print, target, partition) -> {
            boolean wanted =
                now[0].has(print.low())
                    && survey.differing().contains(new SpreadSurvey.Key(print.high(), print.low()));
            if (!wanted) {
              return;
            }
            index.add(print, target, partition);
            while (index.size() > RECORDS && now[0].bits() < 30) {
              left.push(now[0].otherHalf());
              now[0] = now[0].half();
              index.keep(now[0]);
            }
            if (index.size() > 8 * RECORDS) {
              throw new TooManyRecords("one key has more than " + 8 * RECORDS + " records");
            }
          });
      index.byKey(records -> sink.accept(new SpreadKey(index, records)));
    }
  }

  private static List<PartitionReport> reports(
      Spread spread, SpreadLogs logs, SpreadSurvey survey, SpreadBooks books) {
    List<PartitionReport> reports = new ArrayList<>();
    for (int p = 0; p < spread.sources().size(); p++) {
      LogBounds bounds = logs.source(p);
      OffsetRange judged = judged(bounds, Optional.ofNullable(spread.demanded().get(p)));
      if (survey.unseen() > 0) {
        books.add(FindingCode.UNVERIFIABLE, p, judged.from(), null, null, unseen(survey));
      }
      SpreadBooks.Page page = books.page(p);
      page.findings.sort(Finding.ORDER);
      PartitionReport report =
          new PartitionReport(
                  spread.topic(),
                  p,
                  judged,
                  page.proven(judged),
                  new Tally(logs.sourceRecords(p), logs.sourceRecords(p), page.behind, 0),
                  page.counts(),
                  page.findings)
              .with(page.counts(), new FindingCounts(page.explained), page.findings);
      reports.add(report.noting(note(survey, spread)));
    }
    return reports;
  }

  private static OffsetRange judged(LogBounds bounds, Optional<OffsetRange> demanded) {
    OffsetRange all = new OffsetRange(bounds.start(), bounds.stableEnd());
    return demanded
        .map(
            range -> {
              long from = Math.min(Math.max(range.from(), all.from()), range.to());
              return new OffsetRange(from, Math.max(from, Math.min(range.to(), all.to())));
            })
        .orElse(all);
  }

  private static String note(SpreadSurvey survey, Spread spread) {
    return "spread by key over "
        + spread.targets().size()
        + " partitions: order compared per key, "
        + survey.keys()
        + " keys in "
        + survey.readings()
        + " readings; records without a key compared as a multiset, without order";
  }

  /** Which partitions they belong to is not known either, so that each one says so. */
  private static String unseen(SpreadSurvey survey) {
    return survey.unseen() + " more keys of the topic differ and were not looked at";
  }

  private static Judged unread(Spread spread, String why) {
    List<PartitionReport> reports = new ArrayList<>();
    for (int p = 0; p < spread.sources().size(); p++) {
      OffsetRange none = new OffsetRange(0, 0);
      Finding gap =
          new Finding(
              FindingCode.UNVERIFIABLE,
              spread.topic(),
              p,
              0,
              OptionalLong.empty(),
              OptionalLong.empty(),
              why);
      reports.add(
          new PartitionReport(
              spread.topic(),
              p,
              none,
              none,
              new Tally(0, 0, 0, 0),
              new FindingCounts(Map.of(FindingCode.UNVERIFIABLE, 1L)),
              List.of(gap)));
    }
    return new Judged(reports, Map.of());
  }
}
