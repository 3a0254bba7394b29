package io.strait.ops.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/**
 * Flights as the usual serializers write them: a zero byte, the schema's id in 4 bytes, then Avro.
 * The schema gets a field more while the demo runs.
 */
final class AvroFlights {
  private static final int DEPARTED = 0;
  private static final int DELAY = 1;
  private static final int ORIGIN = 3;
  private static final int DESTINATION = 4;
  private static final int ID_END = 5;

  /** As the application begins with. */
  static final Schema FIRST =
      SchemaBuilder.record("Departure")
          .namespace("io.strait.demo")
          .fields()
          .requiredString("origin")
          .requiredString("destination")
          .requiredString("departed")
          .endRecord();

  /** As its next release writes: readers of the first one can read it, and the other way round. */
  static final Schema SECOND =
      SchemaBuilder.record("Departure")
          .namespace("io.strait.demo")
          .fields()
          .requiredString("origin")
          .requiredString("destination")
          .requiredString("departed")
          .name("delay_minutes")
          .type()
          .intType()
          .intDefault(0)
          .endRecord();

  private AvroFlights() {}

  /** A row of the flights under a schema that a registry knows by this id. */
  static byte[] encode(String row, Schema schema, int id) {
    String[] columns = row.split(",", -1);
    GenericRecord flight = new GenericData.Record(schema);
    flight.put("origin", columns[ORIGIN]);
    flight.put("destination", columns[DESTINATION]);
    flight.put("departed", columns[DEPARTED]);
    if (schema.getField("delay_minutes") != null) {
      flight.put("delay_minutes", minutes(columns[DELAY]));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ByteBuffer.allocate(ID_END).putInt(1, id).array());
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    try {
      new GenericDatumWriter<GenericRecord>(schema).write(flight, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return out.toByteArray();
  }

  /** Not every flight of the data has one. */
  private static int minutes(String column) {
    return column.isEmpty() ? 0 : (int) Double.parseDouble(column);
  }

  /** The schema id that a value carries. */
  static int id(byte[] value) {
    return ByteBuffer.wrap(value).getInt(1);
  }

  /** What a reader that knows this schema sees, as text. */
  static String decode(byte[] value, Schema writer) throws IOException {
    return new GenericDatumReader<GenericRecord>(writer)
        .read(null, DecoderFactory.get().binaryDecoder(value, ID_END, value.length - ID_END, null))
        .toString();
  }
}
