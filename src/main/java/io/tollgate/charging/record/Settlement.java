package io.tollgate.charging.record;

import java.util.ArrayList;
import java.util.List;

/**
 * What of a request its answer took. The rest is reported again, or kept as a dead letter: what was
 * used is what was acknowledged and what lies there, and nothing else.
 *
 * @param code of the first refusal; 0 if all was taken
 */
public record Settlement(List<ServiceUsage> untaken, int code) {

  private static final Settlement WHOLE = new Settlement(List.of(), 0);

  private static final int END_USER_SERVICE_DENIED = 4010;
  private static final int CREDIT_CONTROL_NOT_APPLICABLE = 4011;
  private static final int CREDIT_LIMIT_REACHED = 4012;
  private static final int UNKNOWN_SESSION_ID = 5002;

  public Settlement {
    untaken = List.copyOf(untaken);
  }

  public static Settlement of(CreditRequest request, CreditAnswer answer) {
    int code = answer.resultCode();
    if (!takes(request.type(), code)) {
      return code == UNKNOWN_SESSION_ID && closesWithoutUsage(request)
          ? WHOLE
          : new Settlement(request.services(), code);
    }
    List<ServiceUsage> untaken = new ArrayList<>();
    int first = 0;
    for (ServiceUsage service : request.services()) {
      int own = codeOf(service, answer);
      boolean moves = request.type() == CreditRequestType.EVENT || service.isAnythingUsed();
      if (moves && !takes(request.type(), own)) {
        untaken.add(service);
        first = first == 0 ? own : first;
      }
    }
    return untaken.isEmpty() ? WHOLE : new Settlement(untaken, first);
  }

  /** The services' own Result-Code counts, else the command's. */
  private static int codeOf(ServiceUsage service, CreditAnswer answer) {
    for (ServiceGrant grant : answer.services()) {
      Integer own = grant.resultCode();
      if (own != null && grant.isFor(service.ratingGroup(), service.serviceIdentifier())) {
        return own;
      }
    }
    return answer.resultCode();
  }

  /** The session never got as far as the OCS, or is closed there; nothing is left to report. */
  private static boolean closesWithoutUsage(CreditRequest request) {
    return request.type() == CreditRequestType.TERMINATION
        && request.services().stream().noneMatch(ServiceUsage::isAnythingUsed);
  }

  /**
   * Units reported are debited, or need not be. A denial says that nothing more is granted; what an
   * UPDATE reported before it is debited (RFC 8506 9.1).
   */
  public static boolean takes(CreditRequestType type, int code) {
    return switch (code) {
      case CREDIT_CONTROL_NOT_APPLICABLE -> true;
      case END_USER_SERVICE_DENIED, CREDIT_LIMIT_REACHED -> type == CreditRequestType.UPDATE;
      default -> code / 1000 == 2;
    };
  }

  public boolean isWhole() {
    return code == 0;
  }
}
