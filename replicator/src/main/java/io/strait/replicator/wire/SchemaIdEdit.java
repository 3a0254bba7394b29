package io.strait.replicator.wire;

import io.strait.replicator.wire.SchemaIdTable.Fate;
import io.strait.replicator.wire.SchemaIdTable.Side;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Puts the target registry's schema ids in place of the source's: magic byte 0, then a big-endian
 * id of 4 bytes (the wire format of Confluent's serializers, also Apicurio's with 4-byte ids) for
 * Avro, JSON Schema and Protobuf alike; what follows, a Protobuf message's indexes included, is
 * left alone.
 *
 * <p>Bytes may begin with 0 by chance: the table says whether what follows is an id of that side of
 * the topic. One thread.
 */
public final class SchemaIdEdit implements RecordEdit {
  private static final int ID_END = 5;

  private final Optional<RecordEdit> before;
  private final SchemaIdTable table;
  private final Side keys;
  private final Side values;

  /**
   * @param before what is done to the record first; closed with this
   * @param topic of the source
   */
  public SchemaIdEdit(Optional<RecordEdit> before, SchemaIdTable table, String topic) {
    this.before = before;
    this.table = table;
    this.keys = new Side(topic, true);
    this.values = new Side(topic, false);
  }

  /** Whether nothing else is done to the records. */
  public boolean isAlone() {
    return before.isEmpty();
  }

  @Override
  public boolean isIdle() {
    return before.map(RecordEdit::isIdle).orElse(true) && table.isIdentity();
  }

  @Override
  public Edited edit(RecordView entry) {
    Edited edited = before.isPresent() ? before.get().edit(entry) : Keep.AS_IS;
    if (table.isIdentity()) {
      return edited;
    }
    if (edited instanceof Keep) {
      return patched(entry.key(), entry.value());
    }
    return edited instanceof Replace replace ? replaced(replace) : edited;
  }

  private Edited patched(Optional<ByteBuffer> key, Optional<ByteBuffer> value) {
    Fate ofKey = fate(keys, key);
    Fate ofValue = fate(values, value);
    Optional<String> waits = ofKey.waits().or(ofValue::waits);
    if (waits.isPresent()) {
      return new Wait(waits.get());
    }
    return ofKey.target().isEmpty() && ofValue.target().isEmpty()
        ? Keep.AS_IS
        : new Patch(ofKey.target().orElse(Patch.NONE), ofValue.target().orElse(Patch.NONE));
  }

  private Edited replaced(Replace replace) {
    PlainRecord with = replace.with();
    Edited patched = patched(with.key().map(ByteBuffer::wrap), with.value().map(ByteBuffer::wrap));
    if (!(patched instanceof Patch patch)) {
      return patched instanceof Wait ? patched : replace;
    }
    return new Replace(
        new PlainRecord(
            with.timestamp(),
            with.key().map(bytes -> withId(bytes, patch.keyId())),
            with.value().map(bytes -> withId(bytes, patch.valueId())),
            with.headers()));
  }

  private static byte[] withId(byte[] bytes, int id) {
    return id == Patch.NONE ? bytes : ByteBuffer.wrap(bytes.clone()).putInt(1, id).array();
  }

  private Fate fate(Side side, Optional<ByteBuffer> part) {
    if (part.isEmpty() || part.get().remaining() < ID_END) {
      return Fate.SAME;
    }
    ByteBuffer bytes = part.get();
    boolean isMagic = bytes.get(bytes.position()) == 0;
    int id = bytes.getInt(bytes.position() + 1);
    return isMagic && id >= 0 ? table.fate(side, id) : Fate.SAME;
  }

  @Override
  public void close() {
    before.ifPresent(RecordEdit::close);
  }
}
