package io.tollgate.settings;

import java.util.regex.Pattern;

/**
 * Kubernetes puts variables for each Service into a container's environment. Those of a Service
 * that is called tollgate, or tollgate-something, begin like a setting's.
 */
final class KubernetesVariables {
  private static final Pattern NAME =
      Pattern.compile(
          "TOLLGATE_(?:[A-Z0-9_]+_)?"
              + "(?:SERVICE_HOST|SERVICE_PORT(?:_[A-Z0-9_]+)?"
              + "|PORT(?:_\\d+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?)?)");
  private static final Pattern ADDRESS = Pattern.compile("(?:tcp|udp|sctp)://\\S+");

  private KubernetesVariables() {}

  /**
   * Whether Kubernetes made it. TOLLGATE_MSRP_PORT may be the setting, or the address of a Service
   * that is called tollgate-msrp.
   */
  static boolean injected(String variable, String value, boolean namesSetting) {
    return NAME.matcher(variable).matches()
        && (!namesSetting || ADDRESS.matcher(value.trim()).matches());
  }
}
