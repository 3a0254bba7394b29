package io.strait.validator.agent;

import java.util.Arrays;

/** Takes a body apart and believes nothing: every length is checked against what is there. */
final class WireIn {
  private final byte[] body;
  private int at;

  WireIn(byte[] body) {
    this.body = body;
  }

  long number() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = one();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new AgentFailure("an answer holds a number of more than 64 bits at byte " + at);
  }

  long signed() {
    long value = number();
    return value >>> 1 ^ -(value & 1);
  }

  int count(int most) {
    long count = number();
    if (count < 0 || count > most) {
      throw new AgentFailure("an answer announces " + count + " items; most are " + most);
    }
    return (int) count;
  }

  long eight() {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = value << 8 | one() & 0xFF;
    }
    return value;
  }

  byte[] field() {
    long length = number();
    if (length == 0) {
      return null;
    }
    if (length < 0 || length - 1 > body.length - at) {
      throw new AgentFailure(
          "an answer announces a field of " + (length - 1) + " bytes, but ends before");
    }
    byte[] field = Arrays.copyOfRange(body, at, at + (int) (length - 1));
    at += field.length;
    return field;
  }

  void done() {
    if (at != body.length) {
      throw new AgentFailure((body.length - at) + " bytes follow the end of an answer");
    }
  }

  private byte one() {
    if (at >= body.length) {
      throw new AgentFailure("an answer ends early, at byte " + at);
    }
    return body[at++];
  }
}
