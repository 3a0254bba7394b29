package io.strait.validator.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.utils.ByteBufferOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InflaterTest {
  private static final byte MAGIC = 2;

  private final Inflater inflater = new Inflater();

  @ParameterizedTest
  @EnumSource(CompressionType.class)
  void shouldGiveBackWhatWasPackedWhenSizesChange(CompressionType codec) throws IOException {
    for (int size : new int[] {1, 3_000_000, 10, 262_144, 9_000_000, 0, 262_145}) {
      byte[] content = words(size);

      int inflated = inflater.inflate(packed(content, codec), codec.id);

      assertThat(Arrays.copyOf(inflater.data(), inflated)).isEqualTo(content);
    }
  }

  @ParameterizedTest
  @EnumSource(CompressionType.class)
  void shouldReadDirectBuffersWhenTheyAreSlices(CompressionType codec) throws IOException {
    byte[] content = words(50_000);
    ByteBuffer packed = packed(content, codec);
    ByteBuffer frame = ByteBuffer.allocateDirect(packed.remaining() + 20).position(7);
    frame.put(packed.duplicate());

    int inflated = inflater.inflate(frame.slice(7, packed.remaining()), codec.id);

    assertThat(Arrays.copyOf(inflater.data(), inflated)).isEqualTo(content);
  }

  @ParameterizedTest
  @EnumSource(
      value = CompressionType.class,
      names = {"ZSTD", "GZIP", "LZ4", "SNAPPY"})
  void shouldRefuseWhenABatchHoldsMoreThanAScanCanHold(CompressionType codec) throws IOException {
    ByteBuffer bomb = packed(new byte[Inflater.MOST_BYTES + 1], codec);

    assertThatThrownBy(() -> inflater.inflate(bomb, codec.id))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("holds more than");
  }

  @ParameterizedTest
  @EnumSource(value = CompressionType.class, names = "ZSTD")
  void shouldFailAndGoOnWhenABatchIsDamagedOrCut(CompressionType codec) throws IOException {
    byte[] content = words(100_000);
    ByteBuffer whole = packed(content, codec);
    ByteBuffer cut = whole.slice(0, whole.remaining() - 3);
    byte[] noise = new byte[1_000];
    new Random(5).nextBytes(noise);

    assertThatThrownBy(() -> inflater.inflate(cut, codec.id)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> inflater.inflate(ByteBuffer.wrap(noise), codec.id))
        .isInstanceOf(IOException.class);
    assertThat(inflater.inflate(whole, codec.id)).isEqualTo(content.length);
  }

  private static byte[] words(int size) {
    Random random = new Random(size);
    byte[] content = new byte[size];
    for (int i = 0; i < size; i++) {
      content[i] = (byte) ('a' + random.nextInt(6));
    }
    return content;
  }

  private static ByteBuffer packed(byte[] content, CompressionType codec) throws IOException {
    ByteBufferOutputStream out = new ByteBufferOutputStream(1 << 10);
    try (OutputStream stream = Compression.of(codec).build().wrapForOutput(out, MAGIC)) {
      stream.write(content);
    }
    return out.buffer().flip();
  }
}
