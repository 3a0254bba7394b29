package io.strait.replicator.sync.schema;

/**
 * Where a schema id occurs in a topic.
 *
 * @param topic of the source
 * @param key whether in keys; else in values
 * @param id the four bytes behind the magic byte 0
 * @param records how many of those that were looked at
 * @param first where it was seen first: by partition, then offset
 * @param last where it was seen last
 */
public record IdUse(String topic, boolean key, int id, long records, Place first, Place last) {

  /** One record. */
  public record Place(int partition, long offset) {
    @Override
    public String toString() {
      return partition + "@" + offset;
    }
  }

  /** One that was seen once. */
  static IdUse once(String topic, boolean key, int id, Place place) {
    return new IdUse(topic, key, id, 1, place, place);
  }

  /** Both, seen in this order. */
  IdUse and(IdUse later) {
    return new IdUse(topic, key, id, records + later.records, first, later.last);
  }
}
