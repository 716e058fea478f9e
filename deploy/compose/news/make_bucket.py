"""Makes the bucket of the given name in the S3 store that the environment names, unless it is there."""

import os
import sys

import boto3

name = sys.argv[1]
client = boto3.client("s3", endpoint_url=os.environ["MLFLOW_S3_ENDPOINT_URL"])
if name not in (bucket["Name"] for bucket in client.list_buckets()["Buckets"]):
    client.create_bucket(Bucket=name)
