package io.strait.ops.audit.sink;

import io.strait.validator.audit.AuditEntry;
import io.strait.validator.audit.AuditFinding;
import io.strait.validator.audit.AuditTotals;
import io.strait.validator.audit.EventWindow;
import io.strait.validator.audit.PartitionPosition;
import io.strait.validator.audit.SealedRange;
import io.strait.validator.audit.SealedRange.State;
import io.strait.validator.audit.TopicTime;
import io.strait.validator.audit.WindowKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Entries as rows: inserted, or put in the place of the row of the same natural key. What a
 * position or a topic's time says is no longer kept is taken out, so that the tables do not depend
 * on whether the topic's own removals were still there when it was read.
 */
final class SinkRows {
  private final Connection connection;
  private final String link;

  SinkRows(Connection connection, String link) {
    this.connection = connection;
    this.link = link;
  }

  void put(AuditEntry entry) throws SQLException {
    if (entry instanceof PartitionPosition position) {
      put(position);
    } else if (entry instanceof SealedRange range) {
      put(range);
    } else if (entry instanceof EventWindow window) {
      put(window);
    } else if (entry instanceof TopicTime time) {
      put(time);
    } else if (entry instanceof AuditFinding finding) {
      put(finding);
    }
  }

  private void put(PartitionPosition one) throws SQLException {
    AuditTotals totals = one.totals();
    upsert(
        "strait_audit_position",
        "link,topic,partition",
        "target_topic,topic_id,audited_from,sealed_to,target_to,newest_ms,proved,suspect,explained,"
            + "divergent,unverifiable,records,suspected,cleared,kept_from,at_ms",
        link,
        one.topic().source(),
        one.partition(),
        one.topic().target(),
        one.topicId(),
        one.from(),
        one.sealedTo(),
        one.targetTo(),
        one.clock().isSet() ? one.clock().newest() : null,
        totals.of(State.PROVED),
        totals.of(State.SUSPECT),
        totals.of(State.EXPLAINED),
        totals.of(State.DIVERGENT),
        totals.of(State.UNVERIFIABLE),
        totals.records(),
        totals.suspected(),
        totals.cleared(),
        one.keptFrom(),
        one.at());
    execute(
        "DELETE FROM strait_audit_range WHERE link = ? AND topic = ? AND partition = ?"
            + " AND (range_from < ? OR range_from >= ?)",
        link,
        one.topic().source(),
        one.partition(),
        one.keptFrom(),
        one.sealedTo());
  }

  private void put(SealedRange one) throws SQLException {
    upsert(
        "strait_audit_range",
        "link,topic,partition,range_from",
        "range_to,target_from,target_to,state,source_records,source_sum,target_records,target_sum,"
            + "digests_equal,why,at_ms",
        link,
        one.partition().topic(),
        one.partition().partition(),
        one.range().from(),
        one.range().to(),
        one.targetFrom(),
        one.targetTo(),
        one.state().name(),
        one.source().count(),
        one.source().sum(),
        one.target().count(),
        one.target().sum(),
        one.source().equals(one.target()),
        text(one.why()),
        one.at());
  }

  private void put(EventWindow one) throws SQLException {
    upsert(
        "strait_audit_window",
        "link,topic,kind,start_ms,end_ms",
        "state,revision,source_records,source_sum,target_records,target_sum",
        link,
        one.key().topic(),
        one.key().kind().name(),
        one.key().start(),
        one.key().end(),
        one.state().name(),
        one.revision(),
        one.tally().source().records(),
        one.tally().source().sum(),
        one.tally().target().records(),
        one.tally().target().sum());
  }

  private void put(TopicTime one) throws SQLException {
    upsert(
        "strait_audit_time",
        "link,topic",
        "watermark_ms",
        link,
        one.topic(),
        one.watermark() == Long.MIN_VALUE ? null : one.watermark());
    execute(
        "DELETE FROM strait_audit_window WHERE link = ? AND topic = ? AND kind = ?"
            + " AND start_ms < ?",
        link,
        one.topic(),
        WindowKey.Kind.TIMED.name(),
        one.keptFrom());
  }

  private void put(AuditFinding one) throws SQLException {
    upsert(
        "strait_audit_finding",
        "link,topic,partition,diverges_at,code",
        "target_topic,source_offset,target_offset,range_from,range_to,found,evidence,at_ms",
        link,
        one.topic().source(),
        one.partition(),
        one.divergesAt(),
        one.code().name(),
        one.topic().target(),
        number(one.sourceOffset()),
        number(one.targetOffset()),
        one.range().from(),
        one.range().to(),
        one.count(),
        text(one.evidence()),
        one.at());
  }

  private void upsert(String table, String keys, String others, Object... values)
      throws SQLException {
    String columns = keys + "," + others;
    String marks = String.join(",", Collections.nCopies(columns.split(",").length, "?"));
    String sets =
        Arrays.stream(others.split(","))
            .map(column -> column + " = excluded." + column)
            .collect(Collectors.joining(", "));
    execute(
        "INSERT INTO "
            + table
            + " ("
            + columns
            + ") VALUES ("
            + marks
            + ") ON CONFLICT ("
            + keys
            + ") DO UPDATE SET "
            + sets,
        values);
  }

  /** How many rows it changed. */
  int execute(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return statement.executeUpdate();
    }
  }

  private static Long number(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }

  /** PostgreSQL's texts cannot hold the character NUL. */
  private static String text(String value) {
    return value.replace("\0", "\\0");
  }
}
