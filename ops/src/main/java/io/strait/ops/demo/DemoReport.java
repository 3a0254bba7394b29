package io.strait.ops.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * What {@code strait demo --report FILE} writes. The field names are stable; README documents them.
 *
 * @param verdict {@code passed}, {@code failed} or {@code inconclusive}
 * @param reasons why it is not {@code passed}; empty otherwise
 * @param records messages the producers were promised
 * @param missing of those, absent on east or on west
 * @param duplicates extra copies on east or on west
 * @param reordered messages behind a later one of the same producer and partition on east, on west,
 *     or in delivery
 * @param reread positions the consumer group was given more than once
 * @param skipped positions of the final log the consumer group was never given
 * @param offsetShifts messages at another offset on west than on east
 * @param sendFailures sends that the producers saw fail
 * @param switches every switch, in order
 * @param delayMillis producer timestamp to a reader of the mirror topic
 * @param engineCpuSecondsPerGib CPU seconds of the engine threads per GiB of batches copied, at the
 *     demo's low rate
 * @param engineCpuSeconds CPU seconds of the engine threads in all
 * @param engineBytes bytes of batches copied, as they are on the wire
 * @param scan the independent scan of both clusters
 * @param schemas what became of records with schemas; null if there was no registry
 * @param durationSeconds whole run
 */
@JsonPropertyOrder(alphabetic = false)
record DemoReport(
    @JsonProperty("verdict") String verdict,
    @JsonProperty("reasons") List<String> reasons,
    @JsonProperty("records") long records,
    @JsonProperty("missing") long missing,
    @JsonProperty("duplicates") long duplicates,
    @JsonProperty("reordered") long reordered,
    @JsonProperty("reread") long reread,
    @JsonProperty("skipped") long skipped,
    @JsonProperty("offset_shifts") long offsetShifts,
    @JsonProperty("send_failures") long sendFailures,
    @JsonProperty("switches") List<Switch> switches,
    @JsonProperty("delay_ms") Delay delayMillis,
    @JsonProperty("engine_cpu_s_per_gib") double engineCpuSecondsPerGib,
    @JsonProperty("engine_cpu_s") double engineCpuSeconds,
    @JsonProperty("engine_bytes") long engineBytes,
    @JsonProperty("scan") Scan scan,
    @JsonProperty("schemas") Schemas schemas,
    @JsonProperty("duration_s") double durationSeconds) {

  static final String PASSED = "passed";
  static final String FAILED = "failed";

  /**
   * One switch of authority.
   *
   * @param from alias of the cluster left
   * @param to alias of the cluster moved to
   * @param kind {@code cutover} or {@code rollback}
   * @param writePauseMillis how long writers were held, by the runner's journal
   * @param longestSilenceMillis the longest time a producer saw no acknowledgement around it
   */
  record Switch(
      @JsonProperty("from") String from,
      @JsonProperty("to") String to,
      @JsonProperty("kind") String kind,
      @JsonProperty("write_pause_ms") long writePauseMillis,
      @JsonProperty("longest_silence_ms") long longestSilenceMillis) {}

  /**
   * Delay percentiles in milliseconds.
   *
   * @param p50 median
   * @param p99 99th percentile
   * @param samples how many records were measured
   */
  record Delay(
      @JsonProperty("p50") double p50,
      @JsonProperty("p99") double p99,
      @JsonProperty("samples") long samples) {}

  /**
   * The independent scan at the end.
   *
   * @param verdict the validator's verdict
   * @param records records compared
   * @param findings findings in all
   */
  record Scan(
      @JsonProperty("verdict") String verdict,
      @JsonProperty("records") long records,
      @JsonProperty("findings") long findings) {}

  /**
   * Records with schemas, read on each side with its own registry.
   *
   * @param registry what the registries are
   * @param records on east
   * @param undecodable records, on either side, whose schema its registry does not have or that do
   *     not fit it
   * @param different records that are not the same on both sides once decoded
   * @param eastIds schema ids that occur on east
   * @param westIds schema ids that occur on west
   */
  record Schemas(
      @JsonProperty("registry") String registry,
      @JsonProperty("records") long records,
      @JsonProperty("undecodable") long undecodable,
      @JsonProperty("different") long different,
      @JsonProperty("east_ids") List<Integer> eastIds,
      @JsonProperty("west_ids") List<Integer> westIds) {}
}
