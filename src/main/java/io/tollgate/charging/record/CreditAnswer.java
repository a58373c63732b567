package io.tollgate.charging.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a CCA said; absent parts are null.
 *
 * @param finalUnit at command level
 * @param enoughCredit Check-Balance-Result 422
 * @param advice what it says of money beside
 * @param failedAvp readable Failed-AVP of an error answer
 * @param originStateId of the server: a rise means that it lost its sessions
 */
public record CreditAnswer(
    int resultCode,
    List<ServiceGrant> services,
    @Nullable FailureHandling failureHandling,
    @Nullable DebitFailureHandling debitFailureHandling,
    @Nullable Boolean failoverSupported,
    @Nullable FinalUnit finalUnit,
    @Nullable Boolean enoughCredit,
    @Nullable AdviceOfCharge advice,
    @Nullable String failedAvp,
    @Nullable Long originStateId) {

  public CreditAnswer {
    services = List.copyOf(services);
  }

  /** One that carries nothing but a result, and perhaps what it names as the fault. */
  public static CreditAnswer of(int resultCode, @Nullable String failedAvp) {
    return new CreditAnswer(
        resultCode, List.of(), null, null, null, null, null, null, failedAvp, null);
  }

  /** Why it refuses, as far as it says. */
  public String reason() {
    return failedAvp == null ? "no Failed-AVP" : "Failed-AVP " + failedAvp;
  }

  public boolean isSuccess() {
    return resultCode >= 2000 && resultCode < 3000;
  }
}
