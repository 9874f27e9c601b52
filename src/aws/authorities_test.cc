#include "aws/authorities.h"

#include <gtest/gtest.h>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <memory>

namespace phoney::aws {
namespace {

// A certificate of its own authority, in PEM.
std::string authority(const char* name) {
  EVP_PKEY* key = EVP_EC_gen("P-256");
  X509* certificate = X509_new();
  X509_gmtime_adj(X509_getm_notBefore(certificate), 0);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
  X509_set_pubkey(certificate, key);
  X509_NAME* subject = X509_get_subject_name(certificate);
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(name), -1, -1, 0);
  X509_set_issuer_name(certificate, subject);
  X509_sign(certificate, key, EVP_sha256());
  BIO* out = BIO_new(BIO_s_mem());
  PEM_write_bio_X509(out, certificate);
  char* text = nullptr;
  const long size = BIO_get_mem_data(out, &text);
  std::string pem(text, static_cast<std::size_t>(size));
  BIO_free(out);
  X509_free(certificate);
  EVP_PKEY_free(key);
  return pem;
}

std::size_t added(const std::string& pem, Authorities which) {
  const std::unique_ptr<X509_STORE, decltype(&X509_STORE_free)> store(X509_STORE_new(), X509_STORE_free);
  return add_authorities(pem, which, store.get());
}

TEST(Authorities, AreReadFromPem) {
  const std::string pem = "# comment\n" + authority("Some Root") + "between\n" + authority("Amazon Root CA 9") +
                          authority("Starfield Services Root Certificate Authority - G9");
  EXPECT_EQ(added(pem, Authorities::all), 3U);
  EXPECT_EQ(added(pem, Authorities::amazon), 2U);
}

TEST(Authorities, WhatIsNoneIsPassedOver) {
  const std::string good = authority("Some Root");
  EXPECT_EQ(added("", Authorities::all), 0U);
  EXPECT_EQ(added("-----BEGIN CERTIFICATE-----\n", Authorities::all), 0U);
  EXPECT_EQ(added("-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----\n" + good, Authorities::all), 1U);
  EXPECT_EQ(added("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n" + good, Authorities::all), 1U);
}

TEST(Authorities, OfAmazonServeItsOwnHosts) {
  EXPECT_EQ(authorities_for("ssm.eu-west-1.amazonaws.com"), Authorities::amazon);
  EXPECT_EQ(authorities_for("ssm.cn-north-1.amazonaws.com.cn"), Authorities::amazon);
  EXPECT_EQ(authorities_for("amazonaws.com.example.org"), Authorities::all);
  EXPECT_EQ(authorities_for("localhost"), Authorities::all);
}

}  // namespace
}  // namespace phoney::aws
