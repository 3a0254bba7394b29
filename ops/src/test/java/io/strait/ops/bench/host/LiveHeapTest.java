package io.strait.ops.bench.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LiveHeapTest {
  @Test
  void shouldAddUpTheGenerationsWhenTheCollectorHasTwo() {
    String info =
        """
        123:
         def new generation   total 78656K, used 1024K [0x1, 0x2, 0x3)
          eden space 69952K,   1% used [0x1, 0x2, 0x3)
         tenured generation   total 174784K, used 3072K [0x1, 0x2, 0x3)
           the space 174784K,   1% used [0x1, 0x2, 0x3, 0x4)
         Metaspace       used 6000K, committed 6100K, reserved 1056768K
        """;

    assertThat(LiveHeap.used(info)).hasValue(4);
  }

  @Test
  void shouldTakeTheWholeWhenTheCollectorHasOneHeap() {
    assertThat(LiveHeap.used(" garbage-first heap   total 1048576K, used 2048K [0x1, 0x2)"))
        .hasValue(2);
  }

  @Test
  void shouldSayNothingWhenTheAnswerIsAnother() {
    assertThat(LiveHeap.used("com.sun.tools.attach.AttachNotSupportedException")).isEmpty();
  }
}
