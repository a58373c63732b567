package io.tollgate.diameter.transport;

import java.nio.file.Path;

/**
 * PEM files for TLS, which is always mutual (RFC 6733 13.1).
 *
 * @param trust certificates of the authorities whose peers are let in
 */
public record TlsConfig(Path certificateChain, Path privateKey, Path trust) {}
