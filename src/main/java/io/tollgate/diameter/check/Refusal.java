package io.tollgate.diameter.check;

import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.avp.BaseAvps;
import io.tollgate.diameter.avp.CreditControlAvps;
import io.tollgate.diameter.avp.PlacedAvp;
import io.tollgate.diameter.avp.ResultCode;
import io.tollgate.diameter.transport.netty.PeerLine;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a peer disliked about a request.
 *
 * @param result its Result-Code, of the command or of one of its services; where the answer itself
 *     is wrong, the one that it would be refused with
 * @param failed what Failed-AVP names, innermost
 * @param message Error-Message, or how the answer breaks the protocol
 * @param answer whether it is the answer that is wrong, and not the request
 */
record Refusal(long result, List<PlacedAvp> failed, @Nullable String message, boolean answer) {

  Refusal {
    failed = List.copyOf(failed);
  }

  /** Null where nothing was refused. */
  static @Nullable Refusal of(PeerLine.Reply reply) {
    if (reply.broken() != null) {
      return new Refusal(reply.brokenCode(), List.of(), reply.broken(), true);
    }
    Avps avps = reply.avps();
    long result = reply.result();
    if (ResultCode.isSuccess(result)) {
      result = ofServices(avps);
    }
    return ResultCode.isSuccess(result)
        ? null
        : new Refusal(result, PlacedAvp.failed(avps), avps.text(BaseAvps.ERROR_MESSAGE), false);
  }

  /** The worst that is said of a single service (RFC 8506 8.16). */
  private static long ofServices(Avps avps) {
    return avps.groups(CreditControlAvps.MULTIPLE_SERVICES_CREDIT_CONTROL).stream()
        .mapToLong(service -> service.unsigned32(BaseAvps.RESULT_CODE).orElse(ResultCode.SUCCESS))
        .filter(code -> !ResultCode.isSuccess(code))
        .findFirst()
        .orElse(ResultCode.SUCCESS);
  }

  /** The account or the service, and not how the request is written (RFC 8506 9.1). */
  boolean isOfAccount() {
    return !answer && result / 1000 == 4;
  }

  /** Two refusals with the same signature are the same one. */
  String signature() {
    return result
        + failed.stream().map(one -> ' ' + one.path().toString()).collect(Collectors.joining())
        + (answer ? message : "");
  }
}
