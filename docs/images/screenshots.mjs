// Makes the pictures of the API page that the README shows. How: docs/images/README.md
import { chromium } from 'playwright-core';

const api = (process.argv[2] ?? 'http://localhost:7071') + '/api';
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags });
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });

await page.goto(`${api}/docs`);
await page.waitForSelector('#areas a');
await page.screenshot({ path: 'docs/images/api-list.png' });

await page.click('#sign-in > summary');
await page.waitForFunction(() => document.getElementById('captcha').naturalWidth > 0);
await page.fill('#name', 'software');
await page.fill('#password', 'Sample#2026');
await page.fill('#answer', '2026');
await page.click('#enter button');
await page.waitForFunction(() => document.getElementById('who').textContent.includes('software'));
await page.fill('#find', '/filings/pre-check');
await page.click('#PreCheckProduct > summary');
await page.fill('#PreCheckProduct textarea', JSON.stringify({ product: { name: '一种日志数据的实时聚合方法', model: 'V3.2' } }, null, 2));
await page.click('#PreCheckProduct button');
await page.waitForSelector('#PreCheckProduct .status.good');
await page.evaluate(() => scrollBy(0, document.querySelector('#PreCheckProduct textarea').getBoundingClientRect().top - 120));
await page.screenshot({ path: 'docs/images/api-try.png' });
await browser.close();
