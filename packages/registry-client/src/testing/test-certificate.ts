/** A certificate for localhost that signs itself, and its key, in PEM; they open nothing but tests. */
export const testCertificate: string = `-----BEGIN CERTIFICATE-----
MIIBlTCCATugAwIBAgIUMNVb1NuB4oOosvBboTbfM8Groc4wCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMTE2MTMzNFoYDzIxMjYxMDI4
MTYxMzM0WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAARfKM0C5t+LDkgXE9kSoIqWDEwXoec/gus6wSs84UaPn3nCQvLjEtUh
w2L9sq8P7KhIwImXCuAA3wKd9W5YPalHo2kwZzAdBgNVHQ4EFgQUcKrgBmuOHMSm
PNwgAGCBkbbrGukwHwYDVR0jBBgwFoAUcKrgBmuOHMSmPNwgAGCBkbbrGukwDwYD
VR0TAQH/BAUwAwEB/zAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwID
SAAwRQIhAOwwRbIPcJqQjmoK2+qJAlz4gKLdq9+ubAjmYVQfAZpFAiAXEOougi1F
KKJELPxth+lCZzE7FiTaSdaylpBPiXWs3g==
-----END CERTIFICATE-----
`;

export const testKey: string = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgh3OZTXni+YEAljC2
21uyl0CLsbaCMgxbRvjrm7yqi3uhRANCAARfKM0C5t+LDkgXE9kSoIqWDEwXoec/
gus6wSs84UaPn3nCQvLjEtUhw2L9sq8P7KhIwImXCuAA3wKd9W5YPalH
-----END PRIVATE KEY-----
`;
