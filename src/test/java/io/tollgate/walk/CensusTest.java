package io.tollgate.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.conference.UserAddress;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CensusTest {
  private static final String BEFORE =
      """
       num     #instances         #bytes  class name (module)
      -------------------------------------------------------
         1:        104000       16100544  [B (java.base@17.0.1)
         2:            20            640  io.tollgate.sip.leg.Leg
         3:             5            160  io.tollgate.lab.cdf.CallDetail
      Total        104025       16101344
      """;

  @Test
  void whatThereIsMoreOfIsNamedWithBothNumbers() {
    Census before = Census.read(BEFORE);
    Census after =
        Census.read(
            BEFORE
                + """
                   4:           300           9600  io.tollgate.sip.leg.Leg$Pending
                   5:           900           9600  io.tollgate.walk.party.Party
                   6:           900           9600  io.tollgate.trust.Reflection$Account
                   7:           900           9600  gov.nist.javax.sip.stack.SIPDialog
                  """);

    assertThat(after.grown(before, 100))
        .containsExactly(
            "gov.nist.javax.sip.stack.SIPDialog 0 -> 900",
            "io.tollgate.sip.leg.Leg$Pending 0 -> 300");
    assertThat(after.grown(before, 500)).hasSize(1);
    assertThat(before.octets()).isEqualTo(16_101_344);
  }

  @Test
  void theServersOwnObjectsThatAreAliveAreCounted() {
    Census before = Census.take();
    List<UserAddress> kept =
        IntStream.range(0, 400).mapToObj(i -> UserAddress.of("sip:user" + i + "@host")).toList();

    assertThat(Census.take().grown(before, 399))
        .anyMatch(grown -> grown.startsWith(UserAddress.class.getName() + " "));
    assertThat(kept).hasSize(400);
  }
}
