package io.tollgate.trust;

/**
 * What the operator lets somebody do.
 *
 * @param label tells it to {@link Peers#labelled} in another class loader or process
 * @param trusted his identities, charging headers and routes are believed, and he is shown ours
 *     (RFC 3324, RFC 7315 5)
 * @param originates his requests are taken
 * @param reachable requests are sent to him
 * @param listed the operator named him, where others merely are not shut out
 * @param perSecond new requests that are taken from him in a second; 0 for no limit
 * @param identity the URI that he is charged under where he is not believed; empty for his address
 */
public record Standing(
    String label,
    boolean trusted,
    boolean originates,
    boolean reachable,
    boolean listed,
    int perSecond,
    String identity) {

  /** Of somebody that the operator does not know. */
  public static final Standing STRANGER = new Standing("", false, false, false, false, 0, "");

  /** Of this server itself while it warms up. */
  public static final Standing SELF = new Standing("self", false, true, true, false, 0, "");
}
