package io.strait.replicator.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a batch costs: on the pass path (header patch), on the record path (rewrite of 100 records),
 * and in a merge of 100 one-record batches into one. Records of 1 KiB, half compressible.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class RecordPathBenchmark {
  private static final int RECORDS = 100;

  /** Codec of all batches. */
  @Param({"none", "lz4", "snappy", "zstd", "gzip"})
  public String codec;

  private final RecordPath path = new RecordPath();
  private final BatchMerge merge = new BatchMerge();
  private final List<ByteBuffer> tiny = new ArrayList<>();
  private ByteBuffer full = ByteBuffer.allocate(0);
  private RecordPlan edited = RecordPlan.exact(0);
  private int sequence;

  /** Makes the batches. */
  @Setup
  public void make() {
    Compression compression = Compression.of(codec).build();
    Random random = new Random(1);
    SimpleRecord[] all = new SimpleRecord[RECORDS];
    for (int i = 0; i < RECORDS; i++) {
      all[i] = new SimpleRecord(1_000 + i, ("key-" + i).getBytes(StandardCharsets.UTF_8), value(random));
      tiny.add(direct(MemoryRecords.withRecords(compression, all[i]).buffer()));
    }
    full = direct(MemoryRecords.withRecords(compression, all).buffer());
    edited =
        RecordPlan.exact(0)
            .with(entry -> entry.key().isPresent() ? RecordEdit.Keep.AS_IS : RecordEdit.Drop.IT);
  }

  /** Pass path: the patch of one header, whatever the batch's size. */
  @Benchmark
  public int headerPatch() {
    BatchHeader.stamp(full, 0, 0x7000_0000_0000_0001L, (short) 0, sequence++ & 0x7fff_ffff);
    return BatchHeader.storedChecksum(full, 0);
  }

  /** Record path: one batch of 100 records. */
  @Benchmark
  public Rebuilt rewrite() {
    return path.rebuild(full, 0, full.limit(), RecordPlan.exact(0));
  }

  /** Record path with a filter that looks at the key. */
  @Benchmark
  public Rebuilt rewriteFiltered() {
    return path.rebuild(full, 0, full.limit(), edited);
  }

  /** 100 batches of one record become one. */
  @Benchmark
  public Optional<ByteBuffer> mergeTiny() {
    merge.begin(Codec.named(codec).orElseThrow());
    for (ByteBuffer batch : tiny) {
      merge.add(batch, 0, batch.limit());
    }
    return merge.batch(0, 1 << 20);
  }

  private static ByteBuffer direct(ByteBuffer batch) {
    ByteBuffer direct = ByteBuffer.allocateDirect(batch.limit());
    return direct.put(batch).flip();
  }

  private static byte[] value(Random random) {
    byte[] bytes = new byte[1024];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i % 2 == 0 ? 'x' : 'a' + random.nextInt(26));
    }
    return bytes;
  }
}
