package io.tollgate.charging.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** TS 32.299 7.2.35. */
class CauseCodeTest {

  @ParameterizedTest
  @CsvSource({"200,-1", "202,-202", "302,-302", "380,-380", "404,404", "503,503", "603,603"})
  void successesAndRedirectionsAreNegativeAndFailuresAreTheirStatus(int status, int cause) {
    assertThat(CauseCode.of(status)).isEqualTo(cause);
  }

  @ParameterizedTest
  @EnumSource(TerminationCause.class)
  void onlyTheEndThatTheUserWantedIsNormal(TerminationCause cause) {
    assertThat(CauseCode.of(cause) == CauseCode.NORMAL_END)
        .isEqualTo(cause == TerminationCause.LOGOUT);
  }

  @Test
  void anEndByMessagesIsToldLikeOneBySip() {
    assertThat(CauseCode.of(TerminationCause.SERVICE_NOT_PROVIDED)).isEqualTo(2);
    assertThat(CauseCode.of(TerminationCause.LINK_BROKEN)).isEqualTo(3);
  }
}
