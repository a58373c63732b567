package io.tollgate.flows;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One message as an independent decoder saw it on the wire.
 *
 * @param name what it is: "re-INVITE", "200 BYE", "ACR INTERIM", "CCA UPDATE", "SEND $"
 * @param fields decoded fields by the decoder's name (AVP or header name), all values in order
 */
record Arrow(Instant time, String from, String to, String name, Map<String, List<String>> fields) {

  List<String> field(String key) {
    return fields.getOrDefault(key, List.of());
  }
}
